// The sheet that lies over everything, such as that of commands, and the words searched for in this sitting.

/** How many searches are remembered. They are not written down anywhere. */
const most = 6;

class Palette {
  open = $state<"commands" | "keys" | "crash" | "licences" | null>(null);
  recent = $state.raw<readonly string[]>([]);

  /** Remembers the words of a search, the newest first. */
  remember(words: string): void {
    const known = words.trim();
    if (known) this.recent = [known, ...this.recent.filter((other) => other !== known)].slice(0, most);
  }
}

export const palette = new Palette();
