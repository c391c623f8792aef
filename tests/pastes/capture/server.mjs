// A server on the loopback interface that keeps what one client sends, byte for byte, and answers as Fawry refuses.

import { createServer } from 'node:net';

const ANSWER = '{"type":"ResponseDataModel","statusCode":9946,"statusDescription":"Blank or invalid signature"}';

const lengthOf = (head) => Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);

/** Whether the body has arrived whole: by its length, or to the end of its last chunk. */
function isWhole(bytes) {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  return /^transfer-encoding: *chunked/im.test(head)
    ? text.endsWith('0\r\n\r\n')
    : bytes.length >= end + 4 + lengthOf(head);
}

/** Starts the server; `requests` are those that arrived. */
export function listen() {
  const requests = [];
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    let asked = false;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!asked && /^expect: *100-continue/im.test(bytes.toString('latin1'))) {
        asked = true;
        socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      }
      if (!isWhole(bytes)) return;
      requests.push(bytes);
      bytes = Buffer.alloc(0);
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${ANSWER.length}\r\nConnection: close\r\n\r\n${ANSWER}`,
      );
    });
  });
  return new Promise((resolve) => server.listen(8477, '127.0.0.1', () => resolve({ server, requests })));
}
