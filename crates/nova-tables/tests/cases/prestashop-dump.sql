-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: boutique
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `ps_product`;
CREATE TABLE `ps_product` (
  `id_product` int unsigned NOT NULL AUTO_INCREMENT,
  `id_supplier` int unsigned DEFAULT NULL,
  `id_manufacturer` int unsigned DEFAULT NULL,
  `id_category_default` int unsigned DEFAULT NULL,
  `ean13` varchar(13) DEFAULT NULL,
  `price` decimal(20,6) NOT NULL DEFAULT '0.000000',
  `wholesale_price` decimal(20,6) NOT NULL DEFAULT '0.000000',
  `reference` varchar(64) DEFAULT NULL,
  `active` tinyint unsigned NOT NULL DEFAULT '0',
  `date_add` datetime NOT NULL,
  PRIMARY KEY (`id_product`),
  KEY `product_supplier` (`id_supplier`)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ps_product` WRITE;
INSERT INTO `ps_product` VALUES (1,0,1,3,'',59.000000,20.000000,'JUP-01',1,'2024-03-01 10:00:00'),(2,0,2,4,'',95.000000,40.000000,'VES-02',1,'2024-03-02 10:00:00'),(3,NULL,1,4,'',45.500000,18.000000,'GIL-03',1,'2024-03-05 10:00:00');
UNLOCK TABLES;
DROP TABLE IF EXISTS `ps_product_lang`;
CREATE TABLE `ps_product_lang` (
  `id_product` int unsigned NOT NULL,
  `id_lang` int unsigned NOT NULL,
  `description` text,
  `link_rewrite` varchar(128) NOT NULL,
  `name` varchar(128) NOT NULL,
  PRIMARY KEY (`id_product`,`id_lang`)
) ENGINE=InnoDB;
INSERT INTO `ps_product_lang` VALUES (1,1,'<p>Jupe pliss\'ee</p>','jupe-plissee','Jupe plissée d\'été'),(2,1,'<p>Veste; droite</p>','veste-droite','Veste droite'),(3,1,NULL,'gilet-laine','Gilet en laine');
DROP TABLE IF EXISTS `ps_manufacturer`;
CREATE TABLE `ps_manufacturer` (
  `id_manufacturer` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(64) NOT NULL,
  `active` tinyint(1) NOT NULL DEFAULT '0',
  PRIMARY KEY (`id_manufacturer`)
) ENGINE=InnoDB;
INSERT INTO `ps_manufacturer` VALUES (1,'Maison Lune',1),(2,'Corvane',1);
CREATE TABLE `ps_category_lang` (
  `id_category` int unsigned NOT NULL,
  `id_lang` int unsigned NOT NULL,
  `name` varchar(128) NOT NULL,
  PRIMARY KEY (`id_category`,`id_lang`)
) ENGINE=InnoDB;
INSERT INTO `ps_category_lang` VALUES (1,1,'Racine'),(2,1,'Accueil'),(3,1,'Jupes'),(4,1,'Vestes');
CREATE TABLE `ps_stock_available` (
  `id_stock_available` int unsigned NOT NULL AUTO_INCREMENT,
  `id_product` int unsigned NOT NULL,
  `id_product_attribute` int unsigned NOT NULL,
  `quantity` int NOT NULL DEFAULT '0',
  PRIMARY KEY (`id_stock_available`)
) ENGINE=InnoDB;
INSERT INTO `ps_stock_available` VALUES (1,1,0,12),(2,2,0,5),(3,3,0,0);
-- Dump completed on 2025-06-02 11:00:00
