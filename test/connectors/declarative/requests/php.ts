/** PHP's own web server with a script that tells how PHP understood a request. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether PHP with DOM and SOAP is installed. */
export const hasPhp =
  spawnSync('php', ['-r', 'exit(class_exists("SoapServer") && class_exists("DOMDocument") ? 0 : 1);'])
    .status === 0;

const SCRIPT = String.raw`<?php
$raw = file_get_contents('php://input');
$seen = ['uri' => $_SERVER['REQUEST_URI'], 'get' => $_GET, 'post' => $_POST, 'headers' => getallheaders()];
foreach ($_FILES as $name => $file) {
  $seen['files'][$name] = [$file['name'], $file['type'], file_get_contents($file['tmp_name'])];
}
if (str_contains($_SERVER['CONTENT_TYPE'] ?? '', 'json')) $seen['json'] = json_decode($raw, true);
if (str_contains($_SERVER['CONTENT_TYPE'] ?? '', 'application/xml')) {
  $document = new DOMDocument();
  $document->loadXML($raw);
  foreach ($document->documentElement->childNodes as $node) $seen['xml'][$node->nodeName] = $node->textContent;
  foreach ($document->documentElement->attributes as $node) $seen['attributes'][$node->nodeName] = $node->nodeValue;
}
class Shop {
  public function Refund($in) {
    global $seen;
    $seen['soap'] = json_decode(json_encode($in), true);
    return ['ok' => 'true'];
  }
}
if (preg_match('/text.xml|soap.xml/', $_SERVER['CONTENT_TYPE'] ?? '')) {
  $server = new SoapServer(__DIR__ . '/shop.wsdl', ['cache_wsdl' => WSDL_CACHE_NONE]);
  $server->setClass('Shop');
  ob_start();
  $server->handle($raw);
  $seen['answer'] = ob_get_clean();
}
file_put_contents(__DIR__ . '/seen.json', json_encode($seen, JSON_THROW_ON_ERROR));
header_remove();
http_response_code(200);
$soap = isset($seen['answer']);
header('content-type: ' . ($soap ? 'text/xml' : 'application/json'));
echo $soap
  ? '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ok>true</ok></s:Body></s:Envelope>'
  : '{"ok":"true"}';
`;

/** What PHP understood. */
export interface Seen {
  uri: string;
  get: Record<string, string>;
  post: Record<string, string>;
  headers: Record<string, string>;
  files?: Record<string, [string, string, string]>;
  json?: Record<string, unknown>;
  xml?: Record<string, string>;
  attributes?: Record<string, string>;
  soap?: Record<string, unknown>;
  answer?: string;
}

/** Starts PHP; dispose it when the test is over. */
export async function startPhp(wsdl: string): Promise<AsyncDisposable & { url: string; seen: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-php-'));
  await writeFile(join(folder, 'router.php'), SCRIPT);
  await writeFile(join(folder, 'shop.wsdl'), wsdl);
  const port = await freePort();
  const php = spawn('php', ['-S', `127.0.0.1:${port}`, 'router.php'], { cwd: folder, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (php.exitCode !== null) throw new Error('PHP has ended');
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) break;
    await sleep(50);
  }
  return {
    url,
    seen: join(folder, 'seen.json'),
    async [Symbol.asyncDispose]() {
      const ended = once(php, 'exit');
      php.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
