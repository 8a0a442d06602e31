<?php
// WS-Security UsernameToken Profile 1.1, digest form: Base64(SHA-1(nonce + created + password)).
declare(strict_types=1);

const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const DIGEST = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';

/** The fault that this request earns by its security header, or null. A nonce is taken once. */
function securityFault(string $request, Book $book): ?SoapFault
{
    if (getenv('SHOP_SECURITY') === 'off') {
        return null;
    }
    $document = new DOMDocument();
    if (!@$document->loadXML($request, LIBXML_NONET)) {
        return null; // SoapServer refuses it with its own words.
    }
    $path = new DOMXPath($document);
    $path->registerNamespace('wsse', WSSE);
    $path->registerNamespace('wsu', WSU);
    $tokens = $path->query('/*/*[local-name()="Header"]/wsse:Security/wsse:UsernameToken');
    if ($tokens === false || $tokens->length !== 1) {
        return wsseFault('InvalidSecurity', 'Kein oder mehr als ein UsernameToken im Security-Header');
    }
    $token = $tokens->item(0);
    $text = static fn (string $query): string => trim((string) $path->evaluate("string($query)", $token));
    if ($text('wsse:Password/@Type') !== DIGEST) {
        return wsseFault('UnsupportedSecurityToken', 'Nur PasswordDigest wird unterstuetzt');
    }
    $created = $text('wsu:Created');
    $time = preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/', $created) ? strtotime($created) : false;
    if ($time === false || abs(time() - $time) > 300) {
        return wsseFault('MessageExpired', 'Created fehlt oder liegt mehr als 5 Minuten neben der Serverzeit');
    }
    $nonce = base64_decode($text('wsse:Nonce'), true);
    $expected = base64_encode(sha1($nonce . $created . getenv('SHOP_PASSWORD'), true));
    $known = hash_equals((string) getenv('SHOP_USER'), $text('wsse:Username'));
    if (!$known || $nonce === false || strlen($nonce) < 8 || !hash_equals($expected, $text('wsse:Password'))) {
        return wsseFault('FailedAuthentication', 'Benutzer oder Kennwort falsch');
    }
    return $book->takeNonce(bin2hex($nonce)) ? null : wsseFault('FailedAuthentication', 'Nonce bereits verwendet');
}

function wsseFault(string $code, string $sentence): SoapFault
{
    return new SoapFault([WSSE, $code], $sentence);
}
