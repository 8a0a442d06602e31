<?php
// Every request comes here: `php -S 127.0.0.1:0 router.php`.
declare(strict_types=1);

foreach (['refusal', 'security', 'book', 'view', 'service', 'trouble'] as $part) {
    require __DIR__ . "/$part.php";
}
date_default_timezone_set('Europe/Berlin');
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('display_errors', '0');

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$book = new Book();
if (str_starts_with($path, '/__')) {
    door($path, $book);
} elseif ($path !== '/wws/auftrag.php') {
    page(404, 'Nicht gefunden');
} elseif ($_SERVER['REQUEST_METHOD'] === 'GET' && strtolower($_SERVER['QUERY_STRING'] ?? '') === 'wsdl') {
    header('Content-Type: text/xml; charset=utf-8');
    echo str_replace('http://wws.versandkontor.example', 'http://' . $_SERVER['HTTP_HOST'], wsdl());
} elseif ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    header('Allow: POST');
    page(405, 'Methode nicht erlaubt');
} else {
    serve($book);
}

function serve(Book $book): void
{
    $kind = takeTrouble($book);
    if ($kind !== null && $kind !== 'cut') {
        trouble($kind);
        return;
    }
    $request = (string) file_get_contents('php://input');
    // Faults end the script inside SoapServer, so what follows is done as the buffer is emptied.
    ob_start(static function (string $answer) use ($book, $kind): string {
        $book->keep();
        return written($answer, $kind === 'cut');
    });
    $server = new SoapServer(__DIR__ . '/versandkontor.wsdl', ['encoding' => 'UTF-8', 'send_errors' => true]);
    $server->setObject(new Service($book, securityFault($request, $book)));
    $server->handle($request);
}

/** The answer in the shop's character set, and its length; where it is cut, half of it under the whole length. */
function written(string $answer, bool $cut): string
{
    $charset = getenv('SHOP_CHARSET') ?: 'ISO-8859-1';
    $document = new DOMDocument();
    if ($answer !== '' && @$document->loadXML($answer)) {
        $document->encoding = $charset;
        $answer = (string) $document->saveXML();
        $type = str_contains($answer, 'http://www.w3.org/2003/05/soap-envelope') ? 'application/soap+xml' : 'text/xml';
        header("Content-Type: $type; charset=$charset");
    }
    header('Content-Length: ' . strlen($answer));
    return $cut ? substr($answer, 0, intdiv(strlen($answer), 2)) : $answer;
}

function wsdl(): string
{
    return (string) file_get_contents(__DIR__ . '/versandkontor.wsdl');
}
