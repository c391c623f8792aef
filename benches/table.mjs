/** Tables and units as the measurements print them. */

export const nanoseconds = (time) => (time === undefined ? "" : `${time.toFixed(0)} ns`);
export const milliseconds = (time) => (time === undefined ? "" : `${time.toFixed(1)} ms`);
export const kibibytes = (bytes) => (bytes === undefined ? "" : `${(bytes / 1024).toFixed(1)} KiB`);
export const ratio = (one, other) => (one === undefined || other === undefined ? "" : `${(one / other).toFixed(2)}x`);

/** Prints rows of text under a head; the first column is aligned to the left. */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("   ");
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n") + "\n");
}

/** The median, and the quartiles around it. */
export function summary(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part) => sorted[Math.floor(part * (sorted.length - 1))];
  return { median: at(0.5), spread: [at(0.25), at(0.75)] };
}
