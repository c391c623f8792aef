/** Each file a second and third time, compressed, for hosts that serve such files and compress nothing themselves. */
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const forms = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export async function writeCompressed(path, text) {
  const bytes = Buffer.from(text);
  await Promise.all(Object.entries(forms).map(async ([ending, compress]) => writeFile(`${path}.${ending}`, await compress(bytes))));
}
