// The development page: the whole UI in a browser, over the fake and a real catalogue. Not part of any build.
// `?empty` starts with an empty library; `?degraded` shows the banner; `?fail=CODE` makes searches fail.
import { mount } from "svelte";
import App from "../src/App.svelte";
import { connect } from "../src/ipc/client";
import { FakeBridge, wireError } from "../src/ipc/fake/bridge";
import type { ErrorCode, Product } from "../src/ipc/generated";
import { language } from "../src/state/language";
import { theme } from "../src/state/theme.svelte";
import "../src/styles/index.css";

const asked = new URLSearchParams(location.search);
const products = (await (await fetch("/dev-catalogue.json")).json()) as Product[];
const byId = new Map(products.map((product) => [product.id, product]));

const bridge = new FakeBridge({
  products,
  empty: asked.has("empty"),
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
  const degraded = "No model is installed, so only words are matched.";
  bridge.answers.search = async (request, onEvent) => ({ ...(await search(request, onEvent)), degraded });
}
const code = asked.get("fail") as ErrorCode | null;
if (code) {
  const hint = "Choose another photo, or search with words.";
  bridge.answers.search = () => Promise.reject(wireError(code, "photo.jpg is not a picture that can be read", hint));
}
// Reachable from the browser's console, and by whatever takes pictures of this page.
Object.assign(window, { bridge });

connect(bridge);
theme.start();
await language.start();
const target = document.getElementById("app");
if (target) mount(App, { target });
