/** PHP's SoapClient as a client that somebody else has written, from the WSDL alone. */
import { expect, test } from 'vitest';
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { at } from './at.js';
import { testShop } from './support.js';

function hasPhp(): boolean {
  try {
    return execFileSync('php', ['-m'], { encoding: 'utf8' }).split('\n').includes('soap');
  } catch {
    return false;
  }
}
const withPhp = hasPhp() ? test : test.skip;

const script = String.raw`
[, $wsdl, $number, $mail, $id] = $argv;
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
function client($wsdl, $password) {
  $client = new SoapClient($wsdl, ['cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true]);
  $nonce = random_bytes(16);
  $created = gmdate('Y-m-d\TH:i:s\Z');
  $digest = base64_encode(sha1($nonce . $created . $password, true));
  $xml = '<w:Security xmlns:w="' . WSS . 'wssecurity-secext-1.0.xsd" xmlns:u="' . WSS . 'wssecurity-utility-1.0.xsd">'
    . '<u:Timestamp><u:Created>' . $created . '</u:Created><u:Expires>' . gmdate('Y-m-d\TH:i:s\Z', time() + 300)
    . '</u:Expires></u:Timestamp><w:UsernameToken><w:Username>demo-soap</w:Username><w:Password Type="' . WSS
    . 'username-token-profile-1.0#PasswordDigest">' . $digest . '</w:Password><w:Nonce>' . base64_encode($nonce)
    . '</w:Nonce><u:Created>' . $created . '</u:Created></w:UsernameToken></w:Security>';
  $client->__setSoapHeaders(new SoapHeader(WSS . 'wssecurity-secext-1.0.xsd', 'Security', new SoapVar($xml, XSD_ANYXML)));
  return $client;
}
function fault($call) { try { $call(); } catch (SoapFault $f) { return [$f->faultcode, $f->detail->Fehler->Code ?? null]; } }
$call = fn($name, $values) => client($wsdl, 'demo-soap-password')->$name($values);
$refund = ['AuftragId' => $id, 'Betrag' => '10.05', 'Waehrung' => 'EUR', 'Grund' => 'NE', 'Vorgang' => 'php & <k>'];
echo json_encode([
  'order' => $call('AuftragLesen', ['Belegnummer' => $number])->Auftrag,
  'list' => $call('AuftraegeSuchen', ['EMail' => $mail]),
  'refund' => $call('ErstattungBuchen', $refund),
  'again' => $call('ErstattungBuchen', $refund),
  'quote' => $call('ErstattungPruefen', ['AuftragId' => $id]),
  'unknown' => fault(fn() => $call('AuftragLesen', ['Belegnummer' => '1'])),
  'stranger' => fault(fn() => client($wsdl, 'guess')->AuftragLesen(['Belegnummer' => $number])),
]);
`;

withPhp(
  `PHP’s SoapClient reads and pays back from the WSDL alone${hasPhp() ? '' : ' (no php with soap here)'}`,
  async () => {
    await using running = await testShop();
    const { shop, stories } = running;
    const order = stories.leadingZero[0]!.withZero;
    const { id } = stories.refundable.from60To190[0]!;
    const args = ['-r', script, '--', `${shop.soapUrl}?wsdl`, order.nummer, order.customer.mail, id];
    const { stdout } = await promisify(execFile)('php', args);
    const told: unknown = JSON.parse(stdout);
    expect(at(told, 'order')).toMatchObject({
      Id: order.id,
      Belegnummer: order.nummer,
      Summe: { Waehrung: 'EUR' },
    });
    expect(at(told, 'order.Kunde.EMail')).toBe(order.customer.mail);
    expect(at(told, 'list.Seite')).toBe(1);
    expect(at(told, 'refund')).toEqual({
      BuchungId: expect.stringMatching(/^e_/),
      Betrag: { _: '10.05', Waehrung: 'EUR' },
      Status: 'GEBUCHT',
    });
    expect(at(told, 'again')).toEqual(at(told, 'refund'));
    expect(at(told, 'quote.Erstattet')).toEqual({ _: '10.05', Waehrung: 'EUR' });
    expect(at(told, 'unknown')).toEqual(['soap:Client', 'NICHT_GEFUNDEN']);
    expect(at(told, 'stranger')).toEqual(['wsse:FailedAuthentication', null]);
    expect(await shop.controls.ledger()).toMatchObject([{ orderId: id, cents: 1005, key: 'php & <k>' }]);
  },
);
