USE [Retail]
GO
SET IDENTITY_INSERT [dbo].[tblItems] ON
GO
INSERT [dbo].[tblItems] ([ItemID], [ItemCode], [ItemName], [BrandName], [CategoryName], [ColorName], [SizeName], [SellingPrice], [QtyOnHand], [PhotoFile], [IsActive]) VALUES (1, N'BL-10-S', N'Bouclé Blazer', N'Atelier 9', N'Blazers', N'Cream', N'S', CAST(159.00 AS Decimal(10, 2)), 3, N'bl10.jpg', 1)
GO
INSERT [dbo].[tblItems] ([ItemID], [ItemCode], [ItemName], [BrandName], [CategoryName], [ColorName], [SizeName], [SellingPrice], [QtyOnHand], [PhotoFile], [IsActive]) VALUES (2, N'BL-10-M', N'Bouclé Blazer', N'Atelier 9', N'Blazers', N'Cream', N'M', CAST(159.00 AS Decimal(10, 2)), 1, N'bl10.jpg', 1)
GO
INSERT [dbo].[tblItems] ([ItemID], [ItemCode], [ItemName], [BrandName], [CategoryName], [ColorName], [SizeName], [SellingPrice], [QtyOnHand], [PhotoFile], [IsActive]) VALUES (3, N'HT-2', N'Men''s Panama Hat', N'Atelier 9', N'Hats', N'Natural', N'58', CAST(75.50 AS Decimal(10, 2)), 5, N'ht2.jpg', 1)
GO
