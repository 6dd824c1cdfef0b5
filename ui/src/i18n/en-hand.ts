// The English texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of en.ts.
export const handTexts = {
  "clients.export": "Export…",
  "clients.export.of": "Export {name} to a file",
  "clients.exported": "{name} was written to a file",
  "clients.exported.hint": "Taste, boards and searches are in it. Read it on another machine with “Read from a file…”.",
  "boards.share": "Share…",
  "boards.share.hint": "Write this board as a page to send or to print",
  "boards.shared": { one: "A page with {count} piece was written", other: "A page with {count} pieces was written" },
  "carry.to": "Put “{title}” on",
  "action.undo": "Undo",
} as const;
