// The system's dialogs, with what stands in them in the language of the page. Each answers with a path, or null when the
// user thought better of it.
import { chooseBackup, chooseCatalogue, chooseFolder, chooseLogo, choosePhoto, chooseSave, type SaveKind } from "../ipc/client";
import { t } from "../i18n";

export const askPhoto = () => choosePhoto({ title: t("dialog.photo"), files: t("dialog.files.photo") });
export const askLogo = () => chooseLogo({ title: t("dialog.logo"), files: t("dialog.files.logo") });
export const askCatalogue = () => chooseCatalogue({ title: t("dialog.catalogue"), files: t("dialog.files.catalogue") });
export const askClient = () => chooseCatalogue({ title: t("dialog.client"), files: t("dialog.files.client") });
export const askPictures = () => chooseFolder({ title: t("dialog.folder") });
export const askModel = () => chooseFolder({ title: t("dialog.model") });
export const askReactions = () => chooseCatalogue({ title: t("dialog.reactions"), files: t("dialog.files.reactions") });
export const askBackup = () => chooseBackup({ title: t("dialog.backup"), files: t("dialog.files.backup") });
export const askSave = (kind: SaveKind, name: string) =>
  chooseSave(kind, name, { title: t(`dialog.save.${kind}`), files: t(`dialog.files.${kind}`) });
export const askOrders = () => chooseCatalogue({ title: t("dialog.orders"), files: t("dialog.files.tables") });
export const askLooks = () => chooseCatalogue({ title: t("dialog.looks"), files: t("dialog.files.tables") });
export const askClientTable = () => chooseCatalogue({ title: t("dialog.clients"), files: t("dialog.files.tables") });
