// Starts the page in the StyleNova window.
import { mount } from "svelte";
import App from "./App.svelte";
import { connect } from "./ipc/client";
import { tauriBridge } from "./ipc/tauri";
import { language } from "./state/language";
import { theme } from "./state/theme.svelte";
import "./styles/index.css";

connect(tauriBridge);
theme.start();
await language.start();
const target = document.getElementById("app");
if (!target) throw new Error("index.html holds #app");
mount(App, { target });
