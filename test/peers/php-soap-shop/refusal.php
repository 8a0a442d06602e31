<?php
// What the shop refuses, as it says it: a key, a name, a German sentence, parameters.
declare(strict_types=1);

final class Refusal extends SoapFault
{
    private const KEYS = [
        'AUFTRAG_UNBEKANNT' => 'E0100',
        'KUNDE_UNBEKANNT' => 'E0110',
        'BEREITS_STORNIERT' => 'E0210',
        'BEREITS_VERSANDT' => 'E0211',
        'GRUND_UNBEKANNT' => 'E0220',
        'BETRAG_ZU_HOCH' => 'E0310',
        'BETRAG_UNGUELTIG' => 'E0311',
        'NICHT_BEZAHLT' => 'E0312',
        'BELEG_ABWEICHEND' => 'E0320',
        'BELEG_UNGUELTIG' => 'E0321',
        'SEITE_UNGUELTIG' => 'E0400',
    ];

    /** @param array<string, string> $parameters */
    public function __construct(string $name, string $sentence, array $parameters = [])
    {
        $list = [];
        foreach ($parameters as $key => $value) {
            $list[] = ['_' => $value, 'name' => $key];
        }
        $detail = ['Schluessel' => self::KEYS[$name], 'Kennung' => $name, 'Klartext' => $sentence, 'Parameter' => $list];
        // The sentence of the fault itself is the same for every refusal, as in the real ones.
        parent::__construct('Client', 'Fachlicher Fehler bei der Auftragsverarbeitung', null, $detail, 'Fachfehler');
    }
}
