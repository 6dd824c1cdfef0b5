// Starts the page in a browser that got it from a server.
import { httpBridge } from "../src/ipc/http";
import { showPage } from "../src/web";
import "../src/styles/index.css";

const target = document.getElementById("app");
if (!target) throw new Error("index.html holds #app");
await showPage(httpBridge(), target);
