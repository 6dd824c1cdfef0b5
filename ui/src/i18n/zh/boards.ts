// The Chinese texts of Boards, and what is carried to one.
import type { boardsTexts as english } from "../en/boards";
import type { PartOf } from "../messages";

export const boardsTexts: PartOf<typeof english> = {
  "carry.hint": "放到一个看板上",
  "carry.done": "已放到看板“{board}”",
  "carry.to": "将“{title}”放到",

  "boards.title": "{name} 的看板",
  "boards.title.guest": "看板",
  "boards.favourites": "收藏",
  "boards.open": "打开看板",
  "boards.create": "新看板",
  "boards.name": "新看板的名称",
  "boards.make": "创建",
  "boards.add": "加入看板",
  "boards.keep": "加入收藏",
  "boards.unkeep": "移出收藏",
  "boards.kept": "已加入收藏",
  "boards.unkept": "已移出收藏",
  "boards.drag": "拖动排序",
  "boards.earlier": "前移 {title}",
  "boards.later": "后移 {title}",
  "boards.remove": "移除 {title}",
  "boards.note.of": "{title} 的备注",
  "boards.note.empty": "添加备注",
  "boards.gone": "目录中已没有",
  "boards.empty": "这里还没有内容",
  "boards.empty.hint": "在“发现”中收藏，或打开单品后“加入看板”。",
  "boards.delete": "删除此看板",
  "boards.delete.title": "删除“{name}”？",
  "boards.delete.text": "单品仍在目录中；此看板的顺序和备注会删除。",
  "boards.share": "画册…",
  "boards.share.hint": "把这个看板做成画册，用于发送或打印",
  "boards.shared": { other: "已写出包含 {count} 件单品的页面" },
  "boards.taken": "已从“{board}”移除",
};
