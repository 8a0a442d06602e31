/**
 * What a customer reads who writes in a language that the merchant does not serve: one sentence in that language, which only says
 * what is true. To add a language: one line here, and a message in test/activities/unserved-messages.jsonl.
 */

/** The sentences by ISO 639-1 code: nothing is answered automatically in this language, and people get the message. */
export const unservedSentences: ReadonlyMap<string, string> = new Map([
  [
    'fr',
    'Nous ne pouvons malheureusement pas répondre automatiquement en français, mais votre message est transmis à un membre de notre équipe, qui vous répondra.',
  ],
  [
    'es',
    'Lamentablemente, no podemos responder de forma automática en español, pero pasamos su mensaje a una persona de nuestro equipo, que se pondrá en contacto con usted.',
  ],
  [
    'it',
    'Purtroppo non possiamo rispondere automaticamente in italiano, ma inoltriamo il Suo messaggio a una persona del nostro team, che La ricontatterà.',
  ],
  [
    'pt',
    'Infelizmente, não podemos responder automaticamente em português, mas encaminhamos a sua mensagem a uma pessoa do nosso atendimento, que lhe responderá.',
  ],
  [
    'nl',
    'We kunnen helaas niet automatisch in het Nederlands antwoorden, maar uw bericht gaat naar een collega, die contact met u opneemt.',
  ],
  [
    'pl',
    'Niestety nie możemy odpowiadać automatycznie po polsku, ale przekazujemy Państwa wiadomość osobie z naszego zespołu, która się z Państwem skontaktuje.',
  ],
  [
    'cs',
    'Bohužel neumíme automaticky odpovídat v češtině, ale vaši zprávu předáváme kolegům, kteří se vám ozvou.',
  ],
  [
    'sk',
    'Žiaľ, nevieme automaticky odpovedať po slovensky, ale vašu správu odovzdávame kolegom, ktorí sa vám ozvú.',
  ],
  [
    'hu',
    'Sajnos magyarul nem tudunk automatikusan válaszolni, de üzenetét továbbítjuk egy munkatársunknak, aki jelentkezni fog Önnél.',
  ],
  [
    'ro',
    'Din păcate, nu putem răspunde automat în limba română, dar mesajul dumneavoastră este transmis unui coleg, care vă va contacta.',
  ],
  [
    'bg',
    'За съжаление не можем да отговаряме автоматично на български, но предаваме съобщението Ви на наш колега, който ще се свърже с Вас.',
  ],
  [
    'hr',
    'Nažalost, ne možemo automatski odgovarati na hrvatskom, ali vašu poruku prosljeđujemo našem timu i netko će vam se javiti.',
  ],
  [
    'sl',
    'Žal ne moremo samodejno odgovarjati v slovenščini, vendar vaše sporočilo posredujemo sodelavcem, ki bodo stopili v stik z vami.',
  ],
  [
    'sr',
    'Нажалост, не можемо аутоматски да одговарамо на српском, али вашу поруку прослеђујемо нашем тиму и неко ће вам се јавити.',
  ],
  [
    'uk',
    'На жаль, ми не можемо автоматично відповідати українською, але передаємо ваше повідомлення колегам, які з вами зв’яжуться.',
  ],
  [
    'ru',
    'К сожалению, мы не можем автоматически отвечать на русском языке, но передаём ваше сообщение коллегам, которые с вами свяжутся.',
  ],
  [
    'el',
    'Δυστυχώς δεν μπορούμε να απαντήσουμε αυτόματα στα ελληνικά, αλλά προωθούμε το μήνυμά σας στην ομάδα μας, που θα επικοινωνήσει μαζί σας.',
  ],
  [
    'tr',
    'Maalesef Türkçe olarak otomatik yanıt veremiyoruz, ancak mesajınızı ekibimizden birine iletiyoruz ve kendisi size dönüş yapacak.',
  ],
  [
    'sv',
    'Tyvärr kan vi inte svara automatiskt på svenska, men ditt meddelande går vidare till en kollega, som hör av sig till dig.',
  ],
  [
    'da',
    'Vi kan desværre ikke svare automatisk på dansk, men din besked går videre til en kollega, som vender tilbage til dig.',
  ],
  [
    'nb',
    'Vi kan dessverre ikke svare automatisk på norsk, men meldingen din går videre til en kollega, som tar kontakt med deg.',
  ],
  [
    'fi',
    'Valitettavasti emme pysty vastaamaan automaattisesti suomeksi, mutta välitämme viestisi työntekijällemme, joka ottaa sinuun yhteyttä.',
  ],
  [
    'et',
    'Kahjuks ei saa me eesti keeles automaatselt vastata, kuid edastame teie sõnumi kolleegile, kes võtab teiega ühendust.',
  ],
  [
    'lv',
    'Diemžēl mēs nevaram automātiski atbildēt latviešu valodā, taču jūsu ziņu nododam kolēģim, kurš ar jums sazināsies.',
  ],
  [
    'lt',
    'Deja, negalime automatiškai atsakyti lietuviškai, tačiau jūsų žinutę perduodame kolegai, kuris su jumis susisieks.',
  ],
  [
    'ar',
    'نعتذر، لا يمكننا الرد تلقائيًا باللغة العربية، لكننا نحيل رسالتك إلى أحد أفراد فريقنا الذي سيتواصل معك.',
  ],
  [
    'he',
    'לצערנו איננו יכולים לענות באופן אוטומטי בעברית, אך הודעתך מועברת לאחד מאנשי הצוות שלנו, שיחזור אליך.',
  ],
  ['zh', '很抱歉，我们无法用中文自动回复，但您的消息会转交给我们的同事，由同事与您联系。'],
  [
    'ja',
    '申し訳ございませんが、日本語では自動でお答えできないため、いただいたメッセージは担当者に引き継ぎ、担当者よりご連絡いたします。',
  ],
  [
    'ko',
    '죄송하지만 한국어로는 자동으로 답변해 드릴 수 없어, 보내 주신 메시지를 담당 직원에게 전달하며 담당 직원이 연락드리겠습니다.',
  ],
]);
