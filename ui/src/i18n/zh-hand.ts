// The Chinese texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of zh.ts.
import type { handTexts as english } from "./en-hand";
import type { PartOf } from "./messages";

export const handTexts: PartOf<typeof english> = {
  "clients.export": "导出…",
  "clients.export.of": "将 {name} 导出到文件",
  "clients.exported": "{name} 已写入文件",
  "clients.exported.hint": "其中包含品味、看板和搜索。在另一台电脑上用“从文件读取…”打开。",
  "boards.share": "分享…",
  "boards.share.hint": "将此看板写成可发送或打印的页面",
  "boards.shared": { other: "已写出包含 {count} 件单品的页面" },
  "carry.to": "将“{title}”放到",
  "action.undo": "撤销",
};
