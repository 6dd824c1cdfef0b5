// The Spanish texts, by key.
import type { Messages } from "../messages";
import { boardsTexts } from "./boards";
import { catalogueTexts } from "./catalogue";
import { clientsTexts } from "./clients";
import { devicesTexts } from "./devices";
import { discoverTexts } from "./discover";
import { factsTexts } from "./facts";
import { fileTexts } from "./file";
import { insightsTexts } from "./insights";
import { kioskTexts } from "./kiosk";
import { lookbookTexts } from "./lookbook";
import { ordersTexts } from "./orders";
import { productTexts } from "./product";
import { quizTexts } from "./quiz";
import { searchTexts } from "./search";
import { settingsTexts } from "./settings";
import { tasteTexts } from "./taste";
import { welcomeTexts } from "./welcome";
import { windowTexts } from "./window";

export const es: Messages = {
  ...windowTexts,
  ...factsTexts,
  ...welcomeTexts,
  ...searchTexts,
  ...productTexts,
  ...boardsTexts,
  ...clientsTexts,
  ...fileTexts,
  ...kioskTexts,
  ...lookbookTexts,
  ...quizTexts,
  ...discoverTexts,
  ...tasteTexts,
  ...insightsTexts,
  ...catalogueTexts,
  ...ordersTexts,
  ...settingsTexts,
  ...devicesTexts,
};
