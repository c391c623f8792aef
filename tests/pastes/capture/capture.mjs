// Writes the pastes of the clients that are named, or of all: `node capture.mjs [client…]`; README.md says what they need.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { listen } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const jars = '/usr/share/java';
const JAVA = ['java', '-cp', ['okhttp', 'okio', 'httpclient', 'httpcore', 'commons-logging', 'commons-codec'].map((name) => `${jars}/${name}.jar`).join(':')];
const WIRE = [
  '-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.SimpleLog',
  '-Dorg.apache.commons.logging.simplelog.showdatetime=true',
  '-Dorg.apache.commons.logging.simplelog.log.org.apache.http.wire=DEBUG',
  '-Dorg.apache.commons.logging.simplelog.log.org.apache.http.headers=DEBUG',
];
const URL = 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge';
const JSON_TYPE = ['--header=Content-Type: application/json'];
const code = (language, variant) => ['node', 'postman.mjs', 'code', language, variant];

/** Each paste by its file: `.http` is what was sent, another ending what the client wrote. */
const PASTES = {
  'got.http': ['node', 'node.mjs', 'got'],
  'got-options.txt': ['node', 'node.mjs', 'got-options'],
  'undici.http': ['node', 'node.mjs', 'undici'],
  'undici-diagnostics.txt': ['node', 'node.mjs', 'undici-diagnostics'],
  'superagent.http': ['node', 'node.mjs', 'superagent'],
  'needle.http': ['node', 'node.mjs', 'needle'],
  'node-https.http': ['node', 'node.mjs', 'node-https'],
  'postman-collection.json': ['node', 'postman.mjs', 'collection'],
  'newman-report.json': ['node', 'postman.mjs', 'report'],
  'newman.http': ['node', 'postman.mjs', 'report'],
  'postman-csharp-httpclient.txt': code('csharp', 'HttpClient'),
  'postman-csharp-restsharp.txt': code('csharp', 'RestSharp'),
  'postman-curl.txt': code('curl', 'cURL'),
  'postman-dart-http.txt': code('dart', 'http'),
  'postman-go.txt': code('go', 'Native'),
  'postman-http.txt': code('http', 'HTTP'),
  'postman-java-okhttp.txt': code('java', 'OkHttp'),
  'postman-java-unirest.txt': code('java', 'Unirest'),
  'postman-js-fetch.txt': code('javascript', 'Fetch'),
  'postman-js-jquery.txt': code('javascript', 'jQuery'),
  'postman-js-xhr.txt': code('javascript', 'XHR'),
  'postman-kotlin-okhttp.txt': code('kotlin', 'OkHttp'),
  'postman-libcurl.txt': code('c', 'libcurl'),
  'postman-node-axios.txt': code('nodejs', 'Axios'),
  'postman-node-native.txt': code('nodejs', 'Native'),
  'postman-node-request.txt': code('nodejs', 'Request'),
  'postman-node-unirest.txt': code('nodejs', 'Unirest'),
  'postman-objective-c.txt': code('objective-c', 'NSURLSession'),
  'postman-php-curl.txt': code('php', 'cURL'),
  'postman-php-guzzle.txt': code('php', 'Guzzle'),
  'postman-php-request2.txt': code('php', 'HTTP_Request2'),
  'postman-php-pecl.txt': code('php', 'pecl_http'),
  'postman-powershell.txt': code('powershell', 'RestMethod'),
  'postman-python-http-client.txt': code('python', 'http.client'),
  'postman-python-requests.txt': code('python', 'Requests'),
  'postman-r-httr.txt': code('r', 'httr'),
  'postman-ruby.txt': code('ruby', 'Net::HTTP'),
  'postman-rust.txt': code('rust', 'reqwest'),
  'postman-shell-httpie.txt': code('shell', 'Httpie'),
  'postman-shell-wget.txt': code('shell', 'wget'),
  'postman-swift.txt': code('swift', 'URLSession'),
  'chromium.har': ['node', 'har.mjs', '{file}'],
  'guzzle.http': ['php', 'php.php', 'guzzle'],
  'guzzle-form.http': ['php', 'php.php', 'guzzle-form'],
  'guzzle-debug.txt': ['sh', '-c', 'php php.php guzzle-debug 2>&1 | cat'],
  'guzzle-log.txt': ['php', 'php.php', 'guzzle-log'],
  'guzzle-message.txt': ['php', 'php.php', 'guzzle-message'],
  'monolog.txt': ['php', 'php.php', 'monolog'],
  'laravel.http': ['php', 'php.php', 'laravel'],
  'laravel-form.http': ['php', 'php.php', 'laravel-form'],
  'symfony.http': ['php', 'php.php', 'symfony'],
  'php-stream.http': ['php', 'php.php', 'php-stream'],
  'urllib3.http': ['python3', 'python.py', 'urllib3'],
  'httpx.http': ['python3', 'python.py', 'httpx'],
  'httpx-log.txt': ['python3', 'python.py', 'httpx-log'],
  'aiohttp.http': ['python3', 'python.py', 'aiohttp'],
  'requests-attributes.txt': ['python3', 'python.py', 'requests-attributes'],
  'ruby.http': ['ruby', 'ruby.rb', 'ruby'],
  'ruby-debug.txt': ['ruby', 'ruby.rb', 'ruby-debug'],
  'faraday.http': ['ruby', 'ruby.rb', 'faraday'],
  'faraday-log.txt': ['ruby', 'ruby.rb', 'faraday-log'],
  'rest-client-log.txt': ['ruby', 'ruby.rb', 'rest-client-log'],
  'ruby-inspect.txt': ['ruby', 'ruby.rb', 'ruby-inspect'],
  'ruby-symbols.txt': ['ruby', 'ruby.rb', 'ruby-symbols'],
  'lwp.http': ['perl', 'perl.pl', 'lwp'],
  'lwp-as-string.txt': ['perl', 'perl.pl', 'lwp-as-string'],
  'perl-dumper.txt': ['perl', 'perl.pl', 'perl-dumper'],
  'go.http': ['go', 'run', 'go.go', 'go'],
  'go-dump.txt': ['go', 'run', 'go.go', 'go-dump'],
  'go-dump-quoted.txt': ['go', 'run', 'go.go', 'go-dump-quoted'],
  'go-struct.txt': ['go', 'run', 'go.go', 'go-struct'],
  'go-map.txt': ['go', 'run', 'go.go', 'go-map'],
  'java-http.http': [...JAVA, 'Java.java', 'java-http'],
  'java-http-log.txt': [...JAVA, '-Djdk.httpclient.HttpClient.log=requests,headers', 'Java.java', 'java-http'],
  'java-url.http': [...JAVA, 'Java.java', 'java-url'],
  'okhttp.http': [...JAVA, 'Java.java', 'okhttp'],
  'apache.http': [...JAVA, 'Java.java', 'apache-wire'],
  'apache-wire.txt': [...JAVA, ...WIRE, 'Java.java', 'apache-wire'],
  'csharp.http': ['mono', 'CSharp.exe', 'csharp'],
  'csharp-to-string.txt': ['mono', 'CSharp.exe', 'csharp-to-string'],
  'csharp-web-client.http': ['mono', 'CSharp.exe', 'csharp-web-client'],
  'wget.http': ['wget', '-q', '-O-', ...JSON_TYPE, '--post-file=charge.json', URL],
  'wget-debug.txt': ['sh', '-c', `wget -d --no-hsts -O- '${JSON_TYPE}' --post-data="$(cat charge.json)" ${URL}`],
  'httpie.http': ['sh', '-c', `http --ignore-stdin --raw "$(cat charge.json)" POST ${URL}`],
  'httpie-verbose.txt': ['sh', '-c', `http --ignore-stdin --verbose --raw "$(cat charge.json)" POST ${URL}`],
  'httpie-offline.txt': ['sh', '-c', `http --ignore-stdin --offline --raw "$(cat charge.json)" POST ${URL}`],
};

const run = (command) =>
  new Promise((resolve) => {
    const [program, ...rest] = command;
    const child = spawn(program, rest, { cwd: here, env: { ...process.env, TZ: 'UTC' } });
    let written = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (written += text));
    child.on('close', (status) => resolve({ status, written }));
  });

const { server, requests } = await listen();
const wanted = process.argv.slice(2);
for (const [file, command] of Object.entries(PASTES)) {
  if (wanted.length > 0 && !wanted.includes(file)) continue;
  const path = join(here, '..', file);
  requests.length = 0;
  const { status, written } = await run(command.map((word) => word.replace('{file}', path)));
  if (file.endsWith('.http')) {
    if (requests.length > 0) writeFileSync(path, requests.at(-1));
  } else if (file.endsWith('.har')) {
    // The path of the browser and what it measured say nothing of the request.
    readFileSync(path);
  } else {
    writeFileSync(path, written);
  }
  console.log(`${file}: status ${status}, ${requests.length} requests, ${written.length} characters`);
}
server.close();
