/** French, as a folder of src/languages would hold it: the third language of a test. */
import { en } from '../../../src/languages/en/index.js';
import type { Language } from '../../../src/languages/language.js';

const team = 'Un membre de l’équipe revient vers vous.';

/** It has no further tone: replies to French customers are neutral, whatever the merchant’s tone. */
export const fr: Language = {
  locale: 'fr',
  tones: {},
  sentences: {
    ...en.sentences,
    refused: `Cela n’a malheureusement pas été possible. ${team}`,
    unknown: `Je n’ai pas pu m’assurer que cela a fonctionné. ${team}`,
    unavailable: `Notre système ne répond pas pour le moment. ${team}`,
    unverified: `Je n’ai trouvé aucune commande correspondante. ${team}`,
    rejected: `Nous ne pouvons malheureusement pas le faire. ${team}`,
    expired: 'L’attente a été trop longue. Un membre de l’équipe prend le relais.',
    superseded: `Votre commande a changé entre-temps. ${team}`,
    gave_up: `Cela prend plus de temps que prévu. ${team}`,
    unsure: `Pour ne pas me tromper, je passe la main. ${team}`,
    talk_to_a_person: `Bien sûr. ${team}`,
    unclear_message: 'De quoi s’agit-il ? Par exemple : mon colis, un remboursement, une annulation.',
    clarify: 'Pour bien comprendre : s’agit-il de ${first} ou de ${second} ?',
    several_intents: 'Merci, il y a plusieurs demandes. Je les traite l’une après l’autre.',
    queued: 'Merci, c’est noté. Une chose après l’autre : j’y reviens.',
    with_people: 'Votre message est entre les mains de notre équipe.',
    ask_facts: 'Pour consulter votre commande, il me faut : ${missing}.',
    ask_facts_again: 'Je n’ai trouvé aucune commande. Merci de vérifier et de renvoyer : ${missing}.',
    ask_again: 'Je n’ai pas compris votre réponse. Pouvez-vous réessayer ?',
    accepted: 'C’est transmis et en cours. Vous aurez de nos nouvelles dès que ce sera fait.',
    internal_error: `Une erreur s’est produite de notre côté. ${team}`,
    summary_unclear: 'Le message n’a pas été compris.',
    summary_legal_threat: 'Le message parle de démarches juridiques.',
    summary_safety: 'Le message parle d’un danger ou d’une blessure. À lire en premier.',
    summary_flood: 'Plus de messages que l’on ne peut en traiter à la fois. Tous sont transmis.',
    about_wismo: 'l’état de votre commande',
    about_refund: 'un remboursement',
    about_cancel_order: 'l’annulation d’une commande',
    about_return: 'un retour',
    about_replacement: 'un échange',
    about_change_order: 'la modification d’une commande',
    about_change_address: 'une autre adresse de livraison',
    about_sub_cancel: 'la résiliation d’un abonnement',
    about_sub_pause: 'la pause d’un abonnement',
    about_sub_change: 'la modification d’un abonnement',
    about_sub_refund: 'le remboursement d’un abonnement',
    about_talk_to_a_person: 'une conversation avec un membre de l’équipe',
  },
  words: {
    bool: { yes: 'oui', no: 'non' },
    fact_kind: {
      number: 'numéro de commande',
      email: 'adresse e-mail',
      postcode: 'code postal',
      email_or_postcode: 'adresse e-mail ou code postal',
    },
    order_status: { shipped: 'expédiée', delivered: 'livrée' },
    tracking_status: { in_transit: 'en route' },
  },
};
