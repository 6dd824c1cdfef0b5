// The sheet of commands or of keys that lies over everything.

class Palette {
  open = $state<"commands" | "keys" | null>(null);
}

export const palette = new Palette();
