/** German words for values of enums. */
import type { EnumWords } from '../language.js';

/** By enum and value. */
export const words: EnumWords = {
  bool: { yes: 'ja', no: 'nein' },
  fact_kind: {
    number: 'Bestellnummer',
    subscription_number: 'Abonummer',
    email: 'E-Mail-Adresse',
    postcode: 'Postleitzahl',
    email_or_postcode: 'E-Mail-Adresse oder Postleitzahl',
  },
  order_status: {
    open: 'in Bearbeitung',
    packed: 'verpackt',
    partly_shipped: 'teilweise versandt',
    shipped: 'versandt',
    delivered: 'zugestellt',
    cancelled: 'storniert',
    returned: 'zurückgeschickt',
    refunded: 'erstattet',
    other: 'in einem anderen Zustand',
  },
  subscription_status: {
    active: 'aktiv',
    paused: 'pausiert',
    cancelled: 'gekündigt',
    expired: 'abgelaufen',
    failed: 'nicht bezahlt',
    other: 'in einem anderen Zustand',
  },
  tracking_status: {
    label_created: 'beim Paketdienst angekündigt',
    ready_for_shipment: 'versandbereit',
    in_transit: 'unterwegs',
    ready_for_pickup: 'abholbereit',
    delivered: 'zugestellt',
    problem: 'durch ein Problem aufgehalten',
    returning: 'auf dem Rückweg zum Absender',
    other: 'in einem anderen Zustand',
  },
  refund_reason: {
    not_received: 'nicht angekommen',
    damaged: 'beschädigt',
    wrong_item: 'falscher Artikel',
    late: 'zu spät geliefert',
    returned: 'zurückgeschickt',
    changed_mind: 'anders überlegt',
    other: 'anderer Grund',
  },
};
