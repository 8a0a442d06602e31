<?php
// The shop's book: orders.json with what has happened since, kept in one file for this one process.
declare(strict_types=1);

final class Book
{
    /** @var array<string, mixed> */
    public array $state;
    private string $file;

    public function __construct()
    {
        $this->file = (string) getenv('SHOP_STATE');
        $kept = is_file($this->file) ? file_get_contents($this->file) : false;
        $this->state = $kept === false ? $this->fresh() : json_decode($kept, true, 64, JSON_THROW_ON_ERROR);
    }

    public function keep(): void
    {
        file_put_contents($this->file, json_encode($this->state, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE));
    }

    public function takeNonce(string $nonce): bool
    {
        if (isset($this->state['nonces'][$nonce])) {
            return false;
        }
        $this->state['nonces'][$nonce] = time();
        return true;
    }

    /** @return array<string, mixed> */
    private function fresh(): array
    {
        $book = json_decode((string) file_get_contents(__DIR__ . '/orders.json'), true, 64, JSON_THROW_ON_ERROR);
        $shift = $this->shift($book['stichtag']);
        $orders = [];
        foreach ($book['auftraege'] as $order) {
            $order['erfasst'] = date('d.m.Y H:i', strtotime($order['erfasst']) + $shift);
            foreach ($order['sendungen'] as &$parcel) {
                $sent = strtotime($parcel['versandtAm']) + $shift;
                $parcel['zugestelltAm'] = $order['status'] === 50 ? date('Ymd', $sent + 2 * 86400) : '00000000';
                $parcel['versandtAm'] = date('Ymd', $sent);
            }
            unset($parcel);
            $orders[$order['nummer']] = $order;
        }
        return [
            'kunden' => array_column($book['kunden'], null, 'kundenNr'),
            'auftraege' => $orders,
            'nonces' => [],
            'trouble' => [],
            'ledger' => ['calls' => [], 'refusals' => [], 'refunds' => [], 'cancellations' => [], 'addresses' => []],
        ];
    }

    /** Seconds by which the book's dates are moved, so that its last day is SHOP_TODAY. */
    private function shift(string $lastDay): int
    {
        $today = getenv('SHOP_TODAY');
        return $today === false || $today === '' ? 0 : strtotime($today) - strtotime($lastDay);
    }
}
