import { signature } from "../../common/sample.mjs";

export const load = () => ({ signature: signature() });
