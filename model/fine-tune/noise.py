"""The noise of real messages around a sentence: values, greetings, numbers, small talk, slips, case, punctuation."""

import re

ITEMS = {
    "en": (
        "jacket, desk lamp, running shoes, coffee grinder, phone case, blue sweater, tent, kettle, headphones, backpack, "
        "office chair, dog bed, rain boots, water bottle, bookshelf, puzzle, drill, face cream, board game, yoga mat, "
        "curtains, bike helmet, wool socks, toaster, garden hose, keyboard, wine glasses, sunglasses, cat food, blender, "
        "sofa cover, hiking poles, novel, doll's house, shampoo, monitor, belt, fishing rod, frying pan, perfume, "
        "birthday card, vitamins, olive oil, mattress, watch strap, printer ink, summer dress, screwdriver set, rug, teapot"
    ).split(", "),
    "de": (
        "die Jacke, die Schreibtischlampe, die Laufschuhe, die Kaffeemühle, die Handyhülle, den Pullover, das Zelt, "
        "der Wasserkocher, die Kopfhörer, den Rucksack, der Bürostuhl, das Hundebett, die Gummistiefel, die Trinkflasche, "
        "das Bücherregal, das Puzzle, der Akkuschrauber, die Gesichtscreme, das Brettspiel, die Yogamatte, die Vorhänge, "
        "der Fahrradhelm, die Socken, den Toaster, der Gartenschlauch, die Tastatur, die Weingläser, die Sonnenbrille, "
        "das Katzenfutter, der Mixer, der Roman, das Shampoo, den Monitor, der Gürtel, die Bratpfanne, das Parfüm, "
        "die Vitamine, das Olivenöl, die Matratze, das Armband, die Druckerpatrone, das Kleid, den Teppich, die Teekanne"
    ).split(", "),
}
OPENINGS = {
    "en": ["Hi, ", "Hello! ", "Hey there, ", "Good morning. ", "Dear team, ", "Hi team\n", "Dear Sir or Madam,\n", "hey ",
           "Sorry to bother you. ", "Quick question: ", "Good evening, ", "Hi Support, ", "Hello again. ", "To whom it may concern,\n"],
    "de": ["Hallo, ", "Guten Tag. ", "Hi, ", "Moin, ", "Liebes Team, ", "Sehr geehrte Damen und Herren,\n", "Guten Morgen, ", "Servus, ",
           "Entschuldigen Sie die Störung. ", "Kurze Frage: ", "Hallo zusammen, ", "Grüezi, ", "Guten Abend! ", "Hallo nochmal, "],
}
CLOSINGS = {
    "en": [" Thanks!", " thank you", " Best regards, Sam", " pls", " Cheers", " Many thanks in advance.", "\nKind regards\nLee Morgan", " thx",
           " Looking forward to your answer.", " Please let me know.", "\nYours sincerely,\nA. Patel", " ty!", " Sent from my phone"],
    "de": [" Danke!", " vielen Dank", " Viele Grüße, Kim", " bitte", "\nMit freundlichen Grüßen", " LG", " Danke im Voraus.", " mfg",
           " Ich freue mich auf Ihre Antwort.", " Bitte um Rückmeldung.", "\nBeste Grüße\nA. Yilmaz", " Gruß", " Von meinem Handy gesendet"],
}
NUMBERED = {
    "en": ["Order {o}: ", "{o} - ", "Re: order {o}. ", "my order number is {o}. ", "order no. {o}, ", "It's about {o}. ", "Ref {o}\n"],
    "de": ["Bestellung {o}: ", "{o} - ", "Bestellnummer {o}. ", "Auftrag Nr. {o}, ", "es geht um {o}. ", "Betreff: Bestellung {o}\n"],
}
FACTS = {
    "en": [" My e-mail address is {e}.", " ({e})", " Order number: {o}.", " Order {o}", " My postcode is 50667.", " I ordered with {e}."],
    "de": [" Meine E-Mail-Adresse ist {e}.", " ({e})", " Bestellnummer: {o}.", " Bestellung {o}", " PLZ 50667.", " Bestellt mit {e}."],
}
SMALL_TALK = {
    "en": ["I have been a customer for years.", "Hope you are having a good week.", "I looked on your website first.", "It is for my sister.",
           "I have never written to a shop before.", "Normally I love your shop.", "I am writing this on the train.", "My English is not so good, sorry.",
           "It was a birthday present.", "I could not find this in your help pages.", "This is my first order with you.", "I know you are busy.",
           "We live on the third floor.", "I have two kids and little time.", "My husband told me to write to you.", "Last time everything went well."],
    "de": ["Ich bin seit Jahren Kundin bei Ihnen.", "Ich hoffe, es geht Ihnen gut.", "Auf der Webseite habe ich schon geschaut.", "Es ist für meine Schwester.",
           "So etwas schreibe ich zum ersten Mal.", "Eigentlich mag ich Ihren Laden sehr.", "Ich schreibe gerade aus dem Zug.", "Mein Deutsch ist nicht so gut.",
           "Es war ein Geburtstagsgeschenk.", "In der Hilfe habe ich nichts dazu gefunden.", "Das ist meine erste Bestellung bei Ihnen.",
           "Ich weiß, Sie haben viel zu tun.", "Wir wohnen im dritten Stock.", "Mein Mann meinte, ich soll Ihnen schreiben.", "Letztes Mal hat alles geklappt."],
}
JOINTS = {
    "en": ["Also, ", "And ", "Another thing: ", "Besides, ", "One more thing. ", "Oh and ", "Secondly, ", "By the way, ", "Plus "],
    "de": ["Außerdem: ", "Und ", "Noch etwas: ", "Dann noch: ", "Eine weitere Sache. ", "Ach ja, ", "Zweitens: ", "Übrigens, ", "Zudem "],
}
# A German noun keeps its article only where the sentence brings none.
DETERMINER = re.compile(
    r"\b(?:der|die|das|den|dem|des|beim|zum|zur|im|am|(?:k|m|d|s)?ein(?:e|en|em|er|es)?|ihre?[nmrs]?|unser\w*|eure?\w?|dies\w+|jed\w+|"
    r"neue?\w?|falsche?\w?|richtige?\w?|bestellte?\w?|zwei|drei|vier|beiden?|\d+)\s+$",
    re.IGNORECASE,
)
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def filled(text, language, random):
    """The text with values for {o} order number, {i} item, {t} tracking number and {e} e-mail address."""
    values = {"o": _order_number, "t": _tracking_number, "e": _email}

    def value(mark):
        if mark[1] == "i":
            return _item(mark.string[: mark.start()], language, random)
        return values[mark[1]](random)

    return re.sub(r"\{([oite])\}", value, text)


def _item(before, language, random):
    item = random.choice(_of(ITEMS, language))
    if language != "de":
        return item
    return item.split(" ", 1)[1] if DETERMINER.search(before) else item


def _digits(count, random):
    return str(random.randrange(10 ** (count - 1), 10**count))


def _order_number(random):
    plain = _digits(random.choice([4, 5, 5, 6, 6, 7, 8, 9]), random)
    prefix = random.choice(["ORD-", "A", "W", "AB", "SO", "DE-", "2025-", "K"])
    return random.choice([plain, plain, f"#{plain}", prefix + plain, f"{plain[:3]}-{_digits(7, random)}"])


def _tracking_number(random):
    prefix = random.choice(["JD", "1Z", "BL", "RR", ""])
    return prefix + _digits(random.randrange(10, 16), random) + random.choice(["", "", "DE", "GB"])


def _email(random):
    return random.choice(["jo", "sam.lee", "k.meier", "info", "anna_b"]) + random.choice(["@mail.example", "@post.example"])


def _of(lists, language):
    return lists.get(language, lists["en"])


def dressed(text, language, random):
    """The text in a message: perhaps with greeting, number, small talk, facts and closing; placeholders unfilled."""

    def chance(share):
        return random.random() < share

    def choice(lists):
        return random.choice(_of(lists, language))

    if chance(0.06):
        text = f"{choice(SMALL_TALK)} {text}"
    elif chance(0.05):
        text = f"{ended(text)} {choice(SMALL_TALK)}"
    if chance(0.08) and "{o}" not in text:
        text = choice(NUMBERED) + text
    if chance(0.12):
        text = choice(OPENINGS) + text
    if chance(0.05):
        text = ended(text) + choice(FACTS)
    if chance(0.12):
        text = (ended(text) if chance(0.7) else text) + choice(CLOSINGS)
    return text


def joined(text, language, random):
    """The text as a further sentence of a message: perhaps with a word that says so."""
    if random.random() < 0.4:
        return random.choice(_of(JOINTS, language)) + text
    return text


def ended(text):
    """The text with a full stop where no sign ends it."""
    return text if text.rstrip()[-1:] in tuple(".!?…;:") else f"{text.rstrip()}."


def manner(language, random):
    """One person's way to type, for all sentences of a message: slips, case, punctuation."""
    steps = []
    if random.random() < 0.2:
        rate = random.choice([0.01, 0.02, 0.04])
        steps.append(lambda text: _mistyped(text, rate, random))
    if language == "de" and random.random() < 0.15:
        steps.append(lambda text: "".join(UMLAUTS.get(sign, sign) for sign in text))
    if random.random() < 0.07:
        steps.append(lambda text: re.sub("(?<=[a-z])['’](?=[a-z])", "", text))
    if random.random() < 0.1:
        steps.append(lambda text: re.sub(r"[.,!?;:]+(?=\s|$)", "", text))
    if random.random() < 0.03:
        steps.append(lambda text: text.rstrip(".!") + random.choice(["!!!", "???", "...", " 😡", " 🙏", " :)", " :("]))
    case = random.random()
    if case < 0.14:
        steps.append(str.lower)
    elif case < 0.16:
        steps.append(str.upper)

    def typed(text):
        for step in steps:
            text = step(text)
        return text

    return typed


def _mistyped(text, rate, random):
    """Letters lost, doubled, swapped with the next, or taken for their neighbour on the keyboard."""
    signs = list(text)
    for at in range(len(signs) - 1):
        if random.random() >= rate or not (signs[at].isalpha() and signs[at + 1].isalpha()):
            continue
        slip = random.randrange(4)
        if slip == 0:
            signs[at] = ""
        elif slip == 1:
            signs[at] *= 2
        elif slip == 2:
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
        else:
            signs[at] = _neighbour(signs[at], random)
    return "".join(signs)


def _neighbour(letter, random):
    for row in KEYBOARD:
        at = row.find(letter)
        if at >= 0:
            return row[max(0, min(len(row) - 1, at + random.choice([-1, 1])))]
    return letter
