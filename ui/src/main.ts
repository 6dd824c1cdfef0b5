// Starts the page in the StyleNova window.
import { mount } from "svelte";
import { watchErrors } from "./actions/crash";
import { loadSettings } from "./actions/settings";
import App from "./App.svelte";
import { spoken, systemLanguage } from "./i18n/spoken.svelte";
import { tauriBridge } from "./ipc/tauri";
import { openPage } from "./state/page";
import { theme } from "./state/theme.svelte";
import "./styles/index.css";

/** How long the first paint waits for what the library keeps, in milliseconds; after that it changes under one's eyes. */
const patience = 250;

openPage(tauriBridge);
watchErrors();
theme.start();
await spoken.speak(systemLanguage());
await Promise.race([loadSettings(), new Promise((done) => setTimeout(done, patience))]);
const target = document.getElementById("app");
if (!target) throw new Error("index.html holds #app");
mount(App, { target });
