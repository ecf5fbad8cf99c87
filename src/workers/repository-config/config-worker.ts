/** The thread's entry: a config file in, its entries or what is wrong out. */
import { parentPort } from "node:worker_threads";
import { readConfig } from "./read-config.ts";
import { giveWay } from "../give-way.ts";

giveWay();
const port = parentPort;

port?.on("message", (content: Uint8Array) => port.postMessage(readConfig(content)));
