// The Chinese texts of Clients.
import type { clientsTexts as english } from "../en/clients";
import type { PartOf } from "../messages";

export const clientsTexts: PartOf<typeof english> = {
  "clients.title": "顾客",
  "clients.guest": "访客",
  "clients.guest.hint": "给随便看看的人，什么都不用填。",
  "clients.hint": "每位顾客都有自己的品味、收藏和看板，只保存在这台电脑上。",
  "clients.name": "新顾客的名字",
  "clients.create": "添加顾客",
  "clients.import": "从文件读取…",
  "clients.choose": "选择顾客",
  "clients.chosen": "现在是 {name}",
  "clients.current": "正在接待",
  "clients.switch": "切换到 {name}",
  "clients.counts.swipes": { other: "{count} 次评价" },
  "clients.counts.likes": { other: "{count} 次喜欢" },
  "clients.counts.favourites": { other: "{count} 件收藏" },
  "clients.counts.none": "还没有评价",
  "clients.quiz.open": "问题未回答",
  "clients.delete.of": "删除 {name}",
  "clients.rename.of": "重命名 {name}",
  "clients.delete.title": "删除 {name}？",
  "clients.delete.text": "全部删除：{swipes}、{favourites}、看板、回答和品味。不留任何副本，且无法恢复。",
  "clients.delete.yes": "全部删除",
  "clients.erased": "已删除 {name}",
  "clients.export": "导出…",
  "clients.export.of": "将 {name} 导出到文件",
  "clients.exported": "{name} 已写入文件",
  "clients.exported.hint": "其中包含品味、看板和搜索。在另一台电脑上用“从文件读取…”打开。",
};
