import { signature } from "../../shared/sample.mjs";

export const load = () => ({ signature: signature() });
