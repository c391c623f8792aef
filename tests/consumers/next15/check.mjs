import { next } from "./common/next.mjs";

await next(15, { webpack: [], Turbopack: ["--turbopack"] });
