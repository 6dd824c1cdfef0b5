// What the fake answers about the window in a client's hands. One PIN after the third wrong one has to wait.
import type { CommandName, Request, Response } from "../bridge";
import type { KioskResponse, PinAnswer } from "../generated";

type Named = "kiosk" | "start_kiosk" | "end_kiosk" | "set_pin";
export type KioskAnswers = { [K in Named & CommandName]: (request: Request<K>) => Promise<Response<K>> };

export function kioskAnswers(): KioskAnswers {
  let pin: string | null = null;
  let client: string | null = null;
  let wrong = 0;
  const now = (): KioskResponse => ({ pin_set: pin !== null, client, wait_ms: 0 });
  function judged(typed: string): PinAnswer {
    if (wrong > 2) return { outcome: "wait", wait_ms: 5_000 };
    if (pin === null || typed === pin) {
      wrong = 0;
      return { outcome: "right", visit: null };
    }
    wrong += 1;
    return { outcome: "wrong", wait_ms: wrong > 2 ? 5_000 : 0 };
  }
  return {
    kiosk: async () => now(),
    start_kiosk: async ({ profile = "guest", pin: chosen }) => {
      pin = chosen ?? pin;
      client = profile;
      return now();
    },
    end_kiosk: async ({ pin: typed }) => {
      const answer = judged(typed);
      if (answer.outcome !== "right" || client === null) return answer;
      const visit = { client, took_ms: 240_000, swipes: 6, likes: 4, favourites: 1, quiz: true };
      client = null;
      return { outcome: "right", visit };
    },
    set_pin: async ({ current, pin: chosen }) => {
      const answer = judged(current);
      if (answer.outcome === "right") pin = chosen;
      return answer;
    },
  };
}
