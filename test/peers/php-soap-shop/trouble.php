<?php
// The door for tests, which is no part of the shop: what has happened, and trouble to order.
declare(strict_types=1);

function door(string $path, Book $book): void
{
    header('Content-Type: application/json');
    if ($path === '/__ledger') {
        echo json_encode($book->state['ledger'] + ['open' => array_map(
            static fn (array $order): array => ['status' => $order['status'], 'refundedCents' => $order['erstattetCent']],
            $book->state['auftraege'],
        )], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        return;
    }
    if ($path === '/__trouble' && $_SERVER['REQUEST_METHOD'] === 'POST') {
        for ($times = (int) ($_GET['times'] ?? 1); $times > 0; $times--) {
            $book->state['trouble'][] = (string) ($_GET['kind'] ?? 'busy');
        }
        $book->keep();
        echo json_encode($book->state['trouble']);
        return;
    }
    http_response_code(404);
    echo '{}';
}

function takeTrouble(Book $book): ?string
{
    $kind = array_shift($book->state['trouble']);
    $book->keep();
    return $kind;
}

function trouble(string $kind): void
{
    if ($kind === 'maintenance') {
        page(200, 'Wartungsarbeiten bis 06:00 Uhr');
    } elseif ($kind === 'server-fault') {
        http_response_code(500);
        header('Content-Type: text/xml; charset=utf-8');
        echo '<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">'
            . '<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode>'
            . '<faultstring>ORA-12541: TNS:no listener</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>';
    } else {
        header('Retry-After: 1');
        page(503, 'Dienst überlastet');
    }
}

function page(int $status, string $sentence): void
{
    http_response_code($status);
    header('Content-Type: text/html; charset=utf-8');
    echo "<!DOCTYPE html><html><head><title>$sentence</title></head><body><h1>$sentence</h1><br><hr>WWS</body></html>";
}
