"""Serves orders by OData 4 on a free port of 127.0.0.1: the server and all that goes over the wire is odatapy's.

Usage: serve.py <password>. Prints one line when it can be asked: ready, the port, and the orders as JSON.
"""
import base64
import json
import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from odatapy.edm.xml_io import XmlEdmProvider
from odatapy.server import OData
from odatapy.server.adapters import ODataWSGIApp
from odatapy.server.inmemory import InMemoryDataStore, InMemoryProcessor

password = sys.argv[1]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'model.xml'), 'rb') as file:
    model = file.read()

odata = OData.new_instance()
handler = odata.create_handler(odata.create_service_metadata(XmlEdmProvider(model)))
# Pages are small, so that a customer's orders do not fit on one.
handler.register(InMemoryProcessor(InMemoryDataStore(), page_size=2))
service = ODataWSGIApp(handler)
expected = 'Basic ' + base64.b64encode(f'orderly:{password}'.encode()).decode()


def app(environ, start_response):
    if environ.get('HTTP_AUTHORIZATION') != expected:
        start_response('401 Unauthorized', [('WWW-Authenticate', 'Basic realm="sales"')])
        return [b'']
    return service(environ, start_response)


def ask(method, path, body):
    """A request to the service itself, without a socket: the data is made by its own API."""
    from io import BytesIO

    sent, answer = json.dumps(body).encode(), {}
    chunks = service(
        {
            'REQUEST_METHOD': method, 'PATH_INFO': path, 'QUERY_STRING': '', 'SCRIPT_NAME': '',
            'CONTENT_TYPE': 'application/json', 'CONTENT_LENGTH': str(len(sent)), 'HTTP_ACCEPT': 'application/json',
            'wsgi.input': BytesIO(sent), 'wsgi.url_scheme': 'http', 'wsgi.errors': sys.stderr,
            'SERVER_NAME': '127.0.0.1', 'SERVER_PORT': '0', 'SERVER_PROTOCOL': 'HTTP/1.1',
        },
        lambda status, headers, info=None: answer.update(status=status),
    )
    text = b''.join(chunks).decode()
    if not answer['status'].startswith('20'):
        raise SystemExit(f'{method} {path}: {answer["status"]} {text}')


CUSTOMERS = [('Mara Vögel & Söhne', 'mara.vogel@example.com'), ("Sean O'Hara", "sean.o'hara@example.com")]
GOODS = [('Kessel <2 l>', 'K-2', 1, '41.93'), ('Löffel', 'L-1', 7, '0.10'), ('Fingerhut "Ö"', 'F-9', 2, '3.35')]
STATES = ['Received', 'Packed', 'Shipped', 'Cancelled', 'Received', 'Received', 'Shipped']

for index, (name, email) in enumerate(CUSTOMERS):
    ask('POST', '/Customers', {'ID': index + 1, 'Name': name, 'Email': email})
orders = []
for index, state in enumerate(STATES):
    goods = GOODS[: 1 + index % 3]
    lines = []
    for place, (product, sku, quantity, price) in enumerate(goods):
        line = {'ID': 100 * (index + 1) + place, 'Product': product, 'Sku': sku, 'Quantity': quantity}
        ask('POST', '/Lines', {**line, 'UnitPrice': float(price)})
        lines.append({**line, 'UnitPrice': price})
    cents = sum(quantity * int(price.replace('.', '')) for _, _, quantity, price in goods)
    customer = index % 2
    order = {
        'ID': index + 1, 'Number': f'SO-{1000 + index}', 'State': state, 'PlacedAt': f'2026-03-0{index + 1}T08:30:00Z',
        'Total': f'{cents // 100}.{cents % 100:02d}', 'Currency': 'EUR',
        'ShipTo': {'Street': 'Hauptstraße 1', 'PostalCode': '50667', 'City': 'Köln', 'Country': 'DE'},
        'TrackingNumber': f'JD01400000{index}' if state == 'Shipped' else None,
    }
    ask('POST', '/Orders', {
        **order, 'Total': float(order['Total']), 'Customer@odata.bind': f'Customers({customer + 1})',
        'Lines@odata.bind': [f'Lines({line["ID"]})' for line in lines],
    })
    orders.append({**order, 'Name': CUSTOMERS[customer][0], 'Email': CUSTOMERS[customer][1], 'Lines': lines})


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


server = make_server('127.0.0.1', 0, app, handler_class=Quiet)
print(f'ready {server.server_port} {json.dumps(orders)}', flush=True)
server.serve_forever()
