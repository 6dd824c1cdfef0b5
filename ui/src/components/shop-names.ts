// What the shop systems are called. Complete by type.
import type { ShopSystem } from "../ipc/generated";

export const shopNames: { readonly [S in ShopSystem]: string } = {
  shopify: "Shopify", woocommerce: "WooCommerce", magento: "Magento", prestashop: "PrestaShop", lightspeed: "Lightspeed", square: "Square", wix: "Wix",
  squarespace: "Squarespace", bigcommerce: "BigCommerce", etsy: "Etsy", google: "Google Merchant Center", meta: "Meta", odoo: "Odoo",
  commercetools: "commercetools", spree: "Spree", opencart: "OpenCart", shopware: "Shopware", ecwid: "Ecwid", amazon: "Amazon", ebay: "eBay", jtl: "JTL",
  gambio: "Gambio", faire: "Faire", centra: "Centra", shoprenter: "ShopRenter",
};
