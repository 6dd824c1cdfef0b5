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
  "insights.liked.what": "喜欢的内容",
  "reason.explored": "特意为您挑的新鲜款",
  "reason.picture": "与您喜欢的样子相似",
  "reason.crowd": "其他顾客也喜欢",
  "reason.content": "与您喜欢的款式有许多共同点",
  "reason.context": "适合：{value}",
  "reason.colour": "{value} 是您喜欢的颜色",
  "reason.gender": "您喜欢这一类：{value}",
  "reason.occasion": "您喜欢适合“{value}”的款式",
  "reason.style": "您喜欢这种风格：{value}",
  "reason.kind": "您喜欢：{value}",
  "reason.said": "如您所说：{words}",
  "reason.photo": "接近您的照片",
  "action.zoom.in": "全部放大",
  "action.zoom.out": "全部缩小",
  "action.zoom.reset": "恢复正常大小",
  "zoom.told": "大小 {percent}",
  "detail.zoom": "放大查看",
  "detail.zoom.hint": "点击或按 + 和 − 放大缩小，拖动或按方向键移动，Esc 关闭。",
};
