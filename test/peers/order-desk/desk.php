<?php
// The desk in PHP's SoapServer: `DESK_ANSWERS=answers.json DESK_LEDGER=ledger.json php -S 127.0.0.1:0 desk.php`.
declare(strict_types=1);

ini_set('soap.wsdl_cache_enabled', '0');
ini_set('display_errors', '0');

const TYPES = 'urn:order-desk:types';
$answers = json_decode((string) file_get_contents((string) getenv('DESK_ANSWERS')), true, 64, JSON_THROW_ON_ERROR);

if ($_SERVER['REQUEST_URI'] === '/__ledger') {
    header('Content-Type: application/json');
    echo is_file((string) getenv('DESK_LEDGER')) ? file_get_contents((string) getenv('DESK_LEDGER')) : '[]';
    return;
}

/** A value of the answers as SoapServer takes it: `@name` an attribute, `#` the text beside it, `raw` markup. */
function native(mixed $value, string $name = ''): mixed
{
    if (!is_array($value)) {
        return $value;
    }
    if (array_is_list($value)) {
        return array_map(static fn (mixed $item): mixed => native($item, $name), $value);
    }
    if (isset($value['raw'])) {
        return new SoapVar("<$name xmlns=\"" . TYPES . "\">{$value['raw']}</$name>", XSD_ANYXML);
    }
    $members = [];
    foreach ($value as $key => $item) {
        $members[$key === '#' ? '_' : ltrim((string) $key, '@')] = native($item, (string) $key);
    }
    return (object) $members;
}

final class Desk
{
    private ?string $tenant = null;
    private ?string $user = null;
    public ?int $status = null;

    /** @param array<string, mixed> $answers */
    public function __construct(private array $answers)
    {
    }

    public function Caller(object $head): void
    {
        $this->tenant = $head->tenant;
    }

    public function Security(object $head): void
    {
        $token = $head->UsernameToken;
        $said = (string) ($token->Password->_ ?? $token->Password);
        $nonce = base64_decode((string) ($token->Nonce->_ ?? $token->Nonce ?? ''));
        $digest = base64_encode(sha1($nonce . ($token->Created ?? '') . getenv('DESK_PASSWORD'), true));
        if ($token->Username !== getenv('DESK_USER') || !in_array($said, [$digest, getenv('DESK_PASSWORD')], true)) {
            throw new SoapFault('Client', 'Wrong credentials');
        }
        $this->user = $token->Username . ($said === $digest ? ' by digest' : ' by text');
    }

    public function GetOrder(object $request): array
    {
        $answer = $this->answer('GetOrder', $request);
        if (array_key_exists('order', $answer)) {
            return ['order' => native($answer['order'], 'order')];
        }
        return array_key_exists('empty', $answer) ? [] : ['order' => native(echoOf($request->number))];
    }

    public function Refund(object $request): array
    {
        $answer = $this->answer('Refund', $request);
        return ['receipt' => $answer['receipt'] ?? 'R-1'];
    }

    /** Notes a request as it was understood, and finds its answer. @return array<string, mixed> */
    private function answer(string $operation, object $request): array
    {
        $entry = ['operation' => $operation, 'request' => $request, 'tenant' => $this->tenant, 'user' => $this->user];
        $file = (string) getenv('DESK_LEDGER');
        $ledger = is_file($file) ? json_decode((string) file_get_contents($file)) : [];
        file_put_contents($file, json_encode([...$ledger, $entry], JSON_THROW_ON_ERROR));
        $answer = $this->answers[$request->number] ?? [];
        if (isset($answer['fault'])) {
            $this->refuse($answer['fault']);
        }
        return $answer;
    }

    /** @param array<string, mixed> $fault */
    private function refuse(array $fault): never
    {
        $this->status = $fault['status'] ?? null;
        $code = isset($fault['namespace']) ? [$fault['namespace'], $fault['code']] : $fault['code'];
        throw new SoapFault($code, $fault['text'], null, native($fault['detail'] ?? null));
    }
}

/** @return array<string, mixed> */
function echoOf(string $number): array
{
    return ['@id' => 'echo', 'number' => $number, 'state' => ['@key' => '10', '#' => 'new']];
}

$server = new SoapServer(__DIR__ . '/order-desk.wsdl', ['encoding' => 'UTF-8']);
$desk = new Desk($answers);
$server->setObject($desk);
// A fault ends the script inside SoapServer, under 500: what is said as the buffer is emptied counts.
ob_start(static function (string $body) use ($desk): string {
    if ($desk->status !== null) {
        header("HTTP/1.1 {$desk->status} OK");
    }
    return $body;
});
$server->handle();
