// The sheet that lies over everything, such as that of commands.

class Palette {
  open = $state<"commands" | "keys" | "crash" | "licences" | null>(null);
}

export const palette = new Palette();
