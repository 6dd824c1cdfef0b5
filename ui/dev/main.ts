// The development page: the whole UI in a browser, over the fake and a real catalogue. Not part of any build.
// `?empty` starts with an empty library; `?welcome` with the demo and nobody who has seen it; `?nodemo` where the demo is not at hand; `?crash` after a crash;
// `?role=owner|stylist|floor|kiosk` makes it a page in a browser, and `?pair` one that is not connected yet (code K7MP-42XQ);
// `?swiped` with a client who has swiped; `?degraded` shows the banner; `?fail=CODE` makes searches fail.
import { mount } from "svelte";
import App from "../src/App.svelte";
import { FakeBridge, wireError } from "../src/ipc/fake/bridge";
import { FakeServer } from "../src/ipc/fake/server";
import type { ErrorCode, Product } from "../src/ipc/generated";
import { roles } from "../src/ipc/server";
import { showPage } from "../src/web";
import { spoken, systemLanguage } from "../src/i18n/spoken.svelte";
import { openPage } from "../src/state/page";
import { theme } from "../src/state/theme.svelte";
import "../src/styles/index.css";

const asked = new URLSearchParams(location.search);
const products = (await (await fetch("/dev-catalogue.json")).json()) as Product[];
const byId = new Map(products.map((product) => [product.id, product]));

const role = roles.find((one) => one === asked.get("role")) ?? null;
const server = role || asked.has("pair") ? new FakeServer(role, role === "kiosk" ? "guest" : null) : undefined;

const bridge = new FakeBridge({
  ...(server && { server }),
  products,
  empty: asked.has("empty"),
  settings: asked.has("welcome") || asked.has("empty") ? {} : { welcomed: "true" },
  thumbOf: (product) => product.image ?? "",
  pictureUrl: (key) => {
    const [kind, name = ""] = key.split("/");
    const file = kind === "picture" ? byId.get(decodeURIComponent(name))?.image : name;
    return `/dev-picture/${file ?? ""}`;
  },
  pause: () => new Promise((done) => setTimeout(done, asked.has("empty") ? 350 : 120)),
});
const { search } = bridge.answers;
if (asked.has("degraded")) {
  const degraded = { kind: "model", detail: "it is not installed" } as const;
  bridge.answers.search = async (request, onEvent) => ({ ...(await search(request, onEvent)), degraded });
}
const { stats } = bridge.answers;
if (asked.has("nodemo")) bridge.answers.stats = async (request, onEvent) => ({ ...(await stats(request, onEvent)), demo_available: false });
const code = asked.get("fail") as ErrorCode | null;
if (code) {
  const hint = "Choose another photo, or search with words.";
  bridge.answers.search = () => Promise.reject(wireError(code, "photo.jpg is not a picture that can be read", hint));
}
if (asked.has("crash")) {
  const text = "StyleNova 0.1.0\nthread 'embed' panicked at crates/nova-clip/src/photo.rs:88:21:\nindex out of bounds: the len is 3 but the index is 3\n   0: nova_clip::photo::decode\n   1: nova_engine::import::pictures::read";
  bridge.crash = { path: "/home/you/.local/share/stylenova/crashes/2026-11-22T09-14-03.txt", text };
}
if (asked.has("swiped")) {
  for (const [at, { id }] of products.slice(0, 90).entries()) {
    const verdict = at % 5 === 0 ? "super" : (at * 7) % 3 === 0 ? "like" : "pass";
    await bridge.answers.swipe({ product_id: id, verdict, swipe_id: `dev-${at}` }, () => undefined);
  }
}
bridge.chosenFile = "/home/you/Documents/Boutique/spring-summer-2027.csv";
bridge.chosenSave = "/home/you/Documents/stylenova-2026-11-22.zip";
bridge.chosenBackup = "/home/you/Documents/stylenova-2026-10-04.zip";
// Reachable from the browser's console, and by whatever takes pictures of this page.
Object.assign(window, { bridge, server });

const target = document.getElementById("app");
if (!target) throw new Error("index.html holds #app");
if (server) await showPage(bridge, target);
else {
  openPage(bridge);
  theme.start();
  await spoken.speak(systemLanguage());
  mount(App, { target });
}
