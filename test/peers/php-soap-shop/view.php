<?php
// How the shop's book is said in XML: amounts with a currency, dates of two kinds, a status with a key.
declare(strict_types=1);

const STATUS = [
    10 => 'erfasst',
    20 => 'in Kommissionierung',
    30 => 'teilweise versandt',
    40 => 'versandt',
    50 => 'zugestellt',
    90 => 'storniert',
    95 => 'Klärfall',
];

final class View
{
    /** @return array<string, string> */
    public static function amount(int $cents, int $digits = 2): array
    {
        return ['_' => number_format($cents / 100, $digits, '.', ''), 'waehrung' => 'EUR'];
    }

    /** @return array<string, string> */
    public static function status(int $key): array
    {
        return ['_' => STATUS[$key], 'schluessel' => (string) $key];
    }

    public static function now(): string
    {
        return date('d.m.Y H:i');
    }

    /** @param array<string, mixed> $order */
    public static function goods(array $order): int
    {
        return array_sum(array_map(static fn (array $line): int => $line['menge'] * $line['preisCent'], $order['positionen']));
    }

    /** @param array<string, mixed> $order */
    public static function total(array $order): int
    {
        return self::goods($order) + $order['versandkostenCent'] - $order['rabattCent'];
    }

    /** @param array<string, mixed> $order @return array<string, mixed> */
    public static function head(array $order): array
    {
        return [
            'AuftragsNr' => $order['nummer'],
            'ErfasstAm' => $order['erfasst'],
            'Status' => self::status($order['status']),
            'AnzahlPositionen' => count($order['positionen']),
            'Gesamt' => self::amount(self::total($order)),
        ];
    }

    /** @param array<string, mixed> $order @param array<string, string> $customer @return array<string, mixed> */
    public static function order(array $order, array $customer, bool $parcels): array
    {
        $view = [
            'AuftragsNr' => $order['nummer'],
            'ErfasstAm' => $order['erfasst'],
            'Status' => self::status($order['status']),
            'Besteller' => [
                'KundenNr' => $customer['kundenNr'],
                'Anrede' => $customer['anrede'],
                'Name' => $customer['name'],
                'EMail' => $customer['eMail'],
            ],
            'Lieferanschrift' => $order['anschrift'] ?? self::address($customer),
            'Zahlungsart' => $order['zahlungsart'],
            'Positionen' => ['Position' => array_map([self::class, 'line'], $order['positionen'])],
            'Summen' => [
                'Waren' => self::amount(self::goods($order)),
                'Versand' => self::amount($order['versandkostenCent']),
                'Rabatt' => self::amount(-$order['rabattCent']),
                'Gesamt' => self::amount(self::total($order)),
                'Erstattet' => self::amount($order['erstattetCent']),
            ],
            'Bemerkung' => $order['bemerkung'] === '' ? null : $order['bemerkung'],
        ];
        if ($parcels) {
            $list = array_map([self::class, 'parcel'], $order['sendungen']);
            $view['Sendungen'] = $list === [] ? null : ['Sendung' => $list];
        }
        return $view;
    }

    /** @param array<string, string> $customer @return array<string, string> */
    private static function address(array $customer): array
    {
        return [
            'Name1' => $customer['firma'] === '' ? $customer['name'] : $customer['firma'],
            'Name2' => $customer['firma'] === '' ? '' : 'z. Hd. ' . $customer['name'],
            'Strasse' => $customer['strasse'],
            'PLZ' => $customer['plz'],
            'Ort' => $customer['ort'],
            'LKZ' => $customer['land'],
        ];
    }

    /** @param array<string, mixed> $line @return array<string, mixed> */
    private static function line(array $line): array
    {
        return [
            'PosNr' => str_pad((string) $line['posNr'], 4, '0', STR_PAD_LEFT),
            'ArtikelNr' => $line['artikelNr'],
            'Bezeichnung' => $line['bezeichnung'],
            'Menge' => number_format($line['menge'], 3, '.', ''),
            'Einheit' => $line['einheit'],
            'Einzelpreis' => self::amount($line['preisCent'], 4),
        ];
    }

    /** @param array<string, mixed> $parcel @return array<string, mixed> */
    private static function parcel(array $parcel): array
    {
        return [
            'dienst' => $parcel['dienst'],
            'Sendungsnummer' => $parcel['nummer'],
            'VersandtAm' => $parcel['versandtAm'],
            'ZugestelltAm' => $parcel['zugestelltAm'],
            'PosNr' => array_map(static fn (int $nr): string => str_pad((string) $nr, 4, '0', STR_PAD_LEFT), $parcel['positionen']),
        ];
    }
}
