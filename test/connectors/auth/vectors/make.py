"""Writes the vectors beside it, each by a second implementation of its scheme; no code of these stands here.

    python3 -m venv /tmp/vectors
    /tmp/vectors/bin/pip install oauthlib==4.0.1 botocore==1.44.8 requests==2.34.2 aiohttp==3.14.5 zeep==4.3.3 PyJWT==2.15.1 cryptography==50.0.2
    /tmp/vectors/bin/python test/connectors/auth/vectors/make.py
"""
import asyncio, base64, datetime, hashlib, hmac, json, pathlib, platform, random, re
from importlib.metadata import version
from urllib.parse import parse_qsl, quote, urlsplit

FOLDER = pathlib.Path(__file__).parent
SEED = random.Random(5849)
NOW = 1_440_938_160  # 2015-08-30T12:36:00Z


def write(name, made_by, vectors):
    text = json.dumps({"madeBy": made_by, "vectors": vectors}, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n")


def hexes(size):
    return bytes(SEED.randrange(256) for _ in range(size)).hex()


def hmac_vectors():
    vectors = []
    keys = [("utf8", "s3cr3t-ü"), ("hex", hexes(32)), ("base64", base64.b64encode(bytes.fromhex(hexes(48))).decode())]
    for algorithm in ("sha1", "sha256", "sha512"):
        for encoding, key in keys:
            for output in ("hex", "base64"):
                raw = {"utf8": lambda: key.encode(), "hex": lambda: bytes.fromhex(key), "base64": lambda: base64.b64decode(key)}[encoding]()
                body = '{"note":"Grüße"}'
                body_hash = hashlib.sha256(body.encode()).hexdigest()
                text = "\n".join(["POST", "/v1/r%C3%BCck", "a=1&b=x+y", "shop.example:8443", str(NOW), body, body_hash])
                mac = hmac.new(raw, text.encode(), algorithm)
                signature = mac.hexdigest() if output == "hex" else base64.b64encode(mac.digest()).decode()
                vectors.append({"algorithm": algorithm, "key": key, "keyEncoding": encoding, "encoding": output, "body": body,
                                "url": "https://shop.example:8443/v1/r%C3%BCck?a=1&b=x+y", "nowMs": NOW * 1000, "signature": signature})
    write("hmac", f"Python {platform.python_version()} hmac", vectors)


def oauth1_vectors():
    from oauthlib.oauth1 import Client
    requests = [
        ("GET", "https://shop.example/rest/V1/orders/7", None),
        ("GET", "https://shop.example/rest/V1/orders?searchCriteria%5Bpage%5D=1&b=2&a=x%20y", None),
        ("GET", "https://shop.example/o?a=2&a=10&a=1&empty=&plus=a%2Bb", None),
        ("POST", "https://shop.example:8443/refunds", "amount=12.30&reason=gr%C3%B6%C3%9Fe+passt&star=*%27()!"),
        ("POST", "http://shop.example/refunds?dry=1", "dry=2&dry=1"),
        ("PUT", "https://shop.example/a~b/c-d_e.f", None),
        ("DELETE", "https://SHOP.example/items/%E2%82%AC%2F1", None),
    ]
    vectors = []
    for method in ("HMAC-SHA1", "HMAC-SHA256"):
        for verb, url, form in requests:
            for realm in (None, "4711_SB1"):
                nonce = hexes(16)
                client = Client("ck &1", client_secret="cs%/+", resource_owner_key="tk", resource_owner_secret="ts=",
                                signature_method=method, realm=realm, nonce=nonce, timestamp=str(NOW))
                headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
                _, signed, _ = client.sign(url, verb, form, headers, realm)
                vectors.append({"method": method, "verb": verb, "url": url, "form": form, "realm": realm, "random": nonce,
                                "nowMs": NOW * 1000, "authorization": signed["Authorization"]})
    write("oauth1", f"oauthlib {version('oauthlib')}", vectors)


def sigv4_vectors():
    from botocore import auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    auth.get_current_datetime = lambda remove_tzinfo=True: datetime.datetime(2015, 8, 30, 12, 36)
    plain, temporary = (None, "FwoGZXIvYXdzEXAMPLE//token==")
    requests = [
        ("GET", "https://api.example/", "execute-api", {}, None, plain),
        ("GET", "https://api.example/orders?b=2&a=1&a=0&c=", "execute-api", {}, None, plain),
        ("GET", "https://api.example/orders/ä ö/1%2F2?q=x y&plus=a%2Bb&star=*~", "execute-api", {"accept": "application/json"}, None, plain),
        ("POST", "https://api.example:8443/refunds", "execute-api", {"content-type": "application/json"}, '{"n":"Grüße"}', plain),
        ("POST", "https://api.example/refunds", "execute-api", {"content-type": "application/json", "x-own": "  a   b "}, "{}", temporary),
        ("GET", "https://api.example//a//b/", "execute-api", {}, None, plain),
        ("GET", "https://bucket.example/a//b c+d/é?list-type=2&prefix=x/y", "s3", {}, None, plain),
        ("PUT", "https://bucket.example/labels/1(2)!.pdf", "s3", {"content-type": "application/pdf"}, "%PDF", temporary),
        ("DELETE", "https://api.example/orders/7:cancel@now,$&'=;", "es", {}, None, plain),
        ("PATCH", "https://api.example/o?Z=1&a=2&A=3&%C3%A4=4", "execute-api", {"content-type": "text/plain"}, "x", plain),
    ]
    vectors = []
    for method, url, service, headers, body, token in requests:
        parts = urlsplit(url)
        path = quote(re.sub("%2F", "\0", parts.path), safe="/-_.~").replace("%00", "%2F")
        pairs = sorted((quote(k, safe="-_.~"), quote(v, safe="-_.~")) for k, v in parse_qsl(parts.query, keep_blank_values=True))
        query = "&".join(f"{k}={v}" for k, v in pairs)
        sent = f"https://{parts.netloc}{path}" + (f"?{query}" if query else "")
        request = AWSRequest(method=method, url=sent, data=body.encode() if body else None, headers={**headers, "host": parts.netloc})
        kind = auth.S3SigV4Auth if service == "s3" else auth.SigV4Auth
        kind(Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token), service, "eu-central-1").add_auth(request)
        vectors.append({"method": method, "url": url, "service": service, "headers": headers, "body": body, "sessionToken": token,
                        "nowMs": NOW * 1000, "sent": sent, "authorization": request.headers["Authorization"]})
    write("aws-sigv4", f"botocore {version('botocore')}", vectors)


def digest_vectors():
    from aiohttp import DigestAuthMiddleware
    from aiohttp.payload import BytesPayload
    from requests.auth import HTTPDigestAuth
    from yarl import URL
    vectors = []

    def add(made_by, challenge, method, url, body, header):
        fields = dict(re.findall(r'(\w+)="?([^",]*)"?', header))
        vectors.append({"madeBy": made_by, "challenge": challenge, "method": method, "url": url, "body": body,
                        "cnonce": fields.get("cnonce", ""), "response": fields["response"]})

    for algorithm in (None, "MD5", "MD5-SESS", "SHA-256"):
        for qop in ("auth", None):
            challenge = {"realm": "shop \\ orders", "nonce": hexes(12), "opaque": "op"}
            if qop: challenge["qop"] = qop
            if algorithm: challenge["algorithm"] = algorithm
            url = "http://shop.example/orders/7?x=%C3%A4&y=1"
            client = HTTPDigestAuth("anna", "p:ä\"ss")
            client.init_per_thread_state()
            client._thread_local.chal = challenge
            if algorithm == "MD5-SESS" and qop is None: continue  # it sends no cnonce then
            add(f"requests {version('requests')}", challenge, "GET", url, None, client.build_digest_header("GET", url))
    for algorithm in ("MD5", "MD5-sess", "SHA-256", "SHA-256-sess"):
        for qop in ("auth", "auth-int"):
            challenge = {"realm": "shop", "nonce": hexes(12), "qop": qop, "algorithm": algorithm}
            client = DigestAuthMiddleware("anna", "p:ä\"ss")
            client._challenge = challenge
            body = '{"n":"Grüße"}'
            url = URL("http://shop.example/refunds?a=1")
            header = asyncio.run(client._encode("POST", url, BytesPayload(body.encode())))
            add(f"aiohttp {version('aiohttp')}", challenge, "POST", str(url), body, header)
    write("digest", "the implementation named at each vector", vectors)


def jwt_vectors():
    import jwt
    from cryptography.hazmat.primitives.asymmetric import ed25519

    # RFC 8037 A.1 publishes this key.
    published = base64.urlsafe_b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
    shared = "a shared key of the tests, ä, long enough for SHA-512: 0123456789012345"
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()).rstrip(b"=").decode()
    vectors = []
    for alg in ("HS256", "HS384", "HS512", "EdDSA"):
        for kid in (None, "key-1"):
            for life in (60, 86400):
                # The order of a header's members is free, and so is the writing of a text: here they are ours.
                head = {"alg": alg, **({"kid": kid} if kid else {}), "typ": "JWT"}
                claims = {"iss": "acme", "aud": ["https://shop.example", "b"], "sub": "ü", "iat": NOW, "exp": NOW + life}
                first = f"{part(head)}.{part(claims)}"
                algorithm = jwt.api_jws.PyJWS().get_algorithm_by_name(alg)
                key = ed25519.Ed25519PrivateKey.from_private_bytes(published) if alg == "EdDSA" else algorithm.prepare_key(shared)
                signature = base64.urlsafe_b64encode(algorithm.sign(first.encode(), key)).rstrip(b"=").decode()
                vectors.append({"alg": alg, "kid": kid, "life": life, "key": None if alg == "EdDSA" else shared, "nowMs": NOW * 1000, "token": f"{first}.{signature}"})
    write("jwt", f"PyJWT {version('PyJWT')} with cryptography {version('cryptography')}", vectors)


def wss_vectors():
    from zeep.wsse.username import UsernameToken
    vectors = []
    for index, password in enumerate(["secret", "", "pässwörd", "a b&c<d>", "x" * 200, "\"'", "日本", "0"]):
        nonce = f"nonce-{index:010d}"
        moment = datetime.datetime(2026, 1, 1 + index, 23, 59, index)
        token = UsernameToken("anna", password, use_digest=True, nonce=nonce, created=moment, zulu_timestamp=True)
        digest, sent_nonce, created = token._create_password_digest()
        vectors.append({"password": password, "nonce": sent_nonce.text, "created": created.text, "digest": digest.text})
    write("ws-security", f"zeep {version('zeep')}", vectors)


for make in (hmac_vectors, oauth1_vectors, sigv4_vectors, digest_vectors, jwt_vectors, wss_vectors):
    make()
