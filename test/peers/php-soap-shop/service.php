<?php
// The operations of the WSDL. SoapServer calls them by their names, headers too.
declare(strict_types=1);

final class Service
{
    private ?string $client = null;

    public function __construct(private Book $book, private ?SoapFault $fault)
    {
    }

    public function Aufrufkopf(object $head): void
    {
        $this->client = (string) ($head->Mandant ?? '');
    }

    /** Checked before this object is made; without this method `mustUnderstand` would be refused. */
    public function Security(mixed $_header = null): void
    {
    }

    public function Lebenszeichen(): array
    {
        return ['Version' => '4.7.12-hf3', 'Serverzeit' => View::now()];
    }

    public function HoleAuftrag(object $request): array
    {
        $this->enter(__FUNCTION__);
        $order = $this->order($request->AuftragsNr);
        $customer = $this->book->state['kunden'][$order['kundenNr']];
        return ['Auftrag' => View::order($order, $customer, $request->MitSendungen === 'J')];
    }

    public function SucheAuftraege(object $request): array
    {
        $this->enter(__FUNCTION__);
        $wanted = strtolower(trim($request->EMail));
        $customers = array_filter(
            $this->book->state['kunden'],
            static fn (array $customer): bool => strtolower($customer['eMail']) === $wanted,
        );
        if ($customers === []) {
            throw $this->refuse('KUNDE_UNBEKANNT', 'Zu dieser E-Mail-Adresse gibt es keinen Kunden.');
        }
        $number = array_key_first($customers);
        $found = array_values(array_filter(
            $this->book->state['auftraege'],
            static fn (array $order): bool => $order['kundenNr'] === $number,
        ));
        // Newest first; of the same minute the higher number.
        usort($found, static fn (array $a, array $b): int =>
            [strtotime($b['erfasst']), $b['nummer']] <=> [strtotime($a['erfasst']), $a['nummer']]);
        return $this->page($found, (int) $request->Seite, (int) $request->Seitengroesse);
    }

    public function StorniereAuftrag(object $request): array
    {
        $this->enter(__FUNCTION__);
        $order = $this->order($request->AuftragsNr);
        $number = $order['nummer'];
        if (!preg_match('/^0[1-6]$/', $request->Grundschluessel)) {
            throw $this->refuse('GRUND_UNBEKANNT', 'Grundschlüssel muss 01 bis 06 sein.');
        }
        if ($order['status'] === 90) {
            throw $this->refuse('BEREITS_STORNIERT', "Auftrag $number ist bereits storniert.", ['AuftragsNr' => $number]);
        }
        if (in_array($order['status'], [30, 40, 50], true)) {
            $at = ['AuftragsNr' => $number, 'Status' => (string) $order['status']];
            throw $this->refuse('BEREITS_VERSANDT', "Auftrag $number ist ganz oder teilweise versandt.", $at);
        }
        $this->book->state['auftraege'][$number]['status'] = 90;
        $entry = ['order' => $number, 'reason' => $request->Grundschluessel, 'by' => $request->Bearbeiter ?? null];
        $this->book->state['ledger']['cancellations'][] = $entry;
        return ['AuftragsNr' => $number, 'Status' => View::status(90), 'StorniertAm' => View::now()];
    }

    public function ErstatteBetrag(object $request): array
    {
        $this->enter(__FUNCTION__);
        $order = $this->order($request->AuftragsNr);
        $cents = $this->cents($request->Betrag);
        $reference = (string) $request->FremdBelegNr;
        if (!preg_match('/^[A-Z0-9\-]{4,32}$/', $reference)) {
            throw $this->refuse('BELEG_UNGUELTIG', 'FremdBelegNr: 4 bis 32 Zeichen aus A-Z, 0-9 und Bindestrich.');
        }
        $booked = null;
        foreach ($this->book->state['ledger']['refunds'] as &$refund) {
            if ($refund['reference'] === $reference) {
                $this->same($refund, $order['nummer'], $cents);
                $refund['repeats'] += 1;
                $booked = $refund;
            }
        }
        unset($refund);
        $rest = View::total($order) - $order['erstattetCent'];
        if ($booked !== null) {
            return $this->receipt($booked, 'J', $rest);
        }
        return $this->receipt($this->book($order, $cents, $rest, $reference), 'N', $rest - $cents);
    }

    public function AendereLieferanschrift(object $request): array
    {
        $this->enter(__FUNCTION__);
        $order = $this->order($request->AuftragsNr);
        $number = $order['nummer'];
        if ($order['status'] >= 30 && $order['status'] !== 95) {
            $name = $order['status'] === 90 ? 'BEREITS_STORNIERT' : 'BEREITS_VERSANDT';
            throw $this->refuse($name, "Die Anschrift von Auftrag $number ist nicht mehr änderbar.", ['AuftragsNr' => $number]);
        }
        $address = (array) $request->Lieferanschrift;
        $same = $address === ($order['anschrift'] ?? null);
        $this->book->state['auftraege'][$number]['anschrift'] = $address;
        $this->book->state['ledger']['addresses'][] = ['order' => $number, 'address' => $address];
        return ['Geaendert' => $same ? 'N' : 'J'];
    }

    /** @param array<string, mixed> $order @return array<string, mixed> */
    private function book(array $order, int $cents, int $rest, string $reference): array
    {
        $number = $order['nummer'];
        if ($order['zahlungsart'] === 'RECHNUNG' && $order['status'] < 40) {
            throw $this->refuse('NICHT_BEZAHLT', "Auftrag $number ist noch nicht bezahlt.", ['AuftragsNr' => $number]);
        }
        if ($cents > $rest) {
            $most = ['Hoechstbetrag' => number_format($rest / 100, 2, '.', ''), 'Waehrung' => 'EUR'];
            throw $this->refuse('BETRAG_ZU_HOCH', "Erstattung übersteigt den Restbetrag von Auftrag $number.", $most);
        }
        $count = count($this->book->state['ledger']['refunds']);
        $refund = [
            'receipt' => sprintf('GS%07d', 88_001 + $count),
            'order' => $number,
            'cents' => $cents,
            'reference' => $reference,
            'at' => View::now(),
            'repeats' => 0,
        ];
        $this->book->state['auftraege'][$number]['erstattetCent'] += $cents;
        $this->book->state['ledger']['refunds'][] = $refund;
        return $refund;
    }

    /** @param array<string, mixed> $refund @return array<string, mixed> */
    private function receipt(array $refund, string $repeated, int $rest): array
    {
        return [
            'BelegNr' => $refund['receipt'],
            'GebuchtAm' => $refund['at'],
            'Wiederholung' => $repeated,
            'Restbetrag' => View::amount($rest),
        ];
    }

    /** @param array<string, mixed> $refund */
    private function same(array $refund, string $number, int $cents): void
    {
        if ($refund['order'] !== $number || $refund['cents'] !== $cents) {
            $at = ['BelegNr' => $refund['receipt']];
            throw $this->refuse('BELEG_ABWEICHEND', 'FremdBelegNr ist mit anderem Inhalt gebucht.', $at);
        }
    }

    private function cents(mixed $amount): int
    {
        $text = is_object($amount) ? (string) ($amount->_ ?? '') : (string) $amount;
        $currency = is_object($amount) ? ($amount->waehrung ?? '') : '';
        if (!preg_match('/^\d{1,7}\.\d\d$/', $text) || $currency !== 'EUR' || (float) $text <= 0.0) {
            throw $this->refuse('BETRAG_UNGUELTIG', 'Betrag mit genau zwei Nachkommastellen und waehrung="EUR".');
        }
        return (int) round(((float) $text) * 100);
    }

    /** @param list<array<string, mixed>> $found @return array<string, mixed> */
    private function page(array $found, int $page, int $size): array
    {
        if ($page < 1 || $size < 1) {
            throw $this->refuse('SEITE_UNGUELTIG', 'Seite und Seitengroesse beginnen bei 1.');
        }
        $size = min($size, 10); // Larger pages are cut without a word.
        $part = array_slice($found, ($page - 1) * $size, $size);
        return [
            'Treffer' => count($found),
            'Seite' => $page,
            'LetzteSeite' => $page * $size >= count($found) ? 'J' : 'N',
            'Trefferliste' => ['AuftragKopf' => array_map([View::class, 'head'], $part)],
        ];
    }

    /** @return array<string, mixed> */
    private function order(mixed $number): array
    {
        $order = $this->book->state['auftraege'][(string) $number] ?? null;
        if ($order === null) {
            throw $this->refuse('AUFTRAG_UNBEKANNT', 'Auftrag nicht vorhanden.', ['AuftragsNr' => (string) $number]);
        }
        return $order;
    }

    private function enter(string $operation): void
    {
        if ($this->fault !== null) {
            throw $this->fault;
        }
        if ($this->client !== getenv('SHOP_CLIENT')) {
            throw new SoapFault('Client', 'WWS-0007: Mandant fehlt oder ist unbekannt');
        }
        $calls = &$this->book->state['ledger']['calls'];
        $calls[$operation] = ($calls[$operation] ?? 0) + 1;
    }

    /** @param array<string, string> $parameters */
    private function refuse(string $name, string $sentence, array $parameters = []): Refusal
    {
        $refusals = &$this->book->state['ledger']['refusals'];
        $refusals[$name] = ($refusals[$name] ?? 0) + 1;
        return new Refusal($name, $sentence, $parameters);
    }
}
