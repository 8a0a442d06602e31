"""Makes a Tryton of its own in a folder, with parties, products and sales, and serves it on a port of 127.0.0.1.

Usage: serve.py <folder> <port> <password>. Prints one line when it can be asked: ready and the sales as JSON.
"""
import datetime
import json
import logging
import os
import sys
from decimal import Decimal

folder, port, password = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.makedirs(os.path.join(folder, 'db'), exist_ok=True)
with open(os.path.join(folder, 'trytond.conf'), 'w') as config_file:
    config_file.write(f'[database]\nuri = sqlite://\npath = {folder}/db\n[session]\nauthentications = password\n')

from trytond.config import config  # noqa: E402

config.update_etc(os.path.join(folder, 'trytond.conf'))
logging.disable(logging.WARNING)

from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction, TransactionError  # noqa: E402
from trytond import backend  # noqa: E402

NAME = 'shop'
backend.Database().connect()
with Transaction().start(None, 0, autocommit=True) as transaction:
    transaction.database.create(transaction.connection, NAME)
with Transaction().start(NAME, 0) as transaction:
    transaction.database.init()
pool = Pool(NAME)
pool.init(update=['sale', 'party', 'product', 'company'], lang=['en'], activatedeps=True)

SALES = [
    # party, e-mails, state, lines (product, quantity, price)
    ('Anna Berg', ['anna@example.com', 'anna@work.example'], 'quotation', [('Chair', 2, '41.93')]),
    ('Anna Berg', None, 'draft', [('Table', 1, '199.00')]),
    ('Bo Lund', ['bo@example.com'], 'confirmed', [('Chair', 1, '41.93'), ('Table', 1, '199.00')]),
    ('Cara Öz', ['cara@example.com'], 'cancelled', [('Chair', 1, '41.93')]),
    ('Cara Öz', None, 'quotation', [('Chair', 3, '41.93')]),
]


def made():
    get = pool.get
    user, = get('res.user').search([('login', '=', 'admin')])
    get('res.user').write([user], {'password': password})
    currency = get('currency.currency')(name='Euro', code='EUR', symbol='€', digits=2, rounding=Decimal('0.01'))
    currency.save()
    Party = get('party.party')
    own = Party(name='Acme')
    own.save()
    company = get('company.company')(party=own, currency=currency)
    company.save()
    get('res.user').write([user], {'companies': [('add', [company.id])], 'company': company.id})
    germany = get('country.country')(name='Germany', code='DE')
    germany.save()
    unit, = get('product.uom').search([('symbol', '=', 'u')], limit=1)
    with Transaction().set_context(company=company.id, companies=[company.id]):
        sequence = get('ir.sequence').search([('sequence_type.name', '=', 'Sale')], limit=1)
        Template = get('product.template')
        products = {}
        for name, price in (('Chair', '41.93'), ('Table', '199.00')):
            template = Template(name=name, default_uom=unit, type='goods', salable=True, sale_uom=unit)
            template.list_price = Decimal(price)
            template.products = [get('product.product')(suffix_code=name.upper())]
            template.save()
            products[name], = template.products
        configuration = get('sale.configuration')(1)
        configuration.sale_invoice_method = 'manual'
        configuration.sale_shipment_method = 'manual'
        if sequence:
            configuration.sale_sequence = sequence[0]
        configuration.save()
        parties = {}
        Address, Mechanism = get('party.address'), get('party.contact_mechanism')
        Sale, Line = get('sale.sale'), get('sale.line')
        made = []
        for day, (name, mails, state, lines) in enumerate(SALES, 1):
            if name not in parties:
                party = Party(name=name)
                party.addresses = [Address(street='Am Deich 1', postal_code='25541', city='Kiel', country=germany)]
                party.contact_mechanisms = [Mechanism(type='email', value=mail) for mail in mails or []]
                party.save()
                parties[name] = party
            party = parties[name]
            address, = party.addresses
            sale = Sale(party=party, company=company, currency=currency, sale_date=datetime.date(2026, 11, day))
            sale.invoice_address = sale.shipment_address = address
            sale.invoice_method = sale.shipment_method = 'manual'
            sale.lines = [
                Line(
                    type='line', product=products[product], unit=unit, quantity=quantity,
                    unit_price=Decimal(price), description=product)
                for product, quantity, price in lines]
            sale.save()
            if state in ('quotation', 'confirmed'):
                Sale.quote([sale])
            if state == 'confirmed':
                Sale.confirm([sale])
            if state == 'cancelled':
                Sale.quote([sale])
                Sale.cancel([sale])
            sale = Sale(sale.id)
            made.append({
                'id': sale.id, 'number': sale.number, 'state': sale.state, 'total': str(sale.total_amount),
                'emails': [mechanism.value for mechanism in party.contact_mechanisms], 'name': name,
                'lines': [{'name': p, 'quantity': q, 'price': c} for p, q, c in lines]})
        return made


# Tables are locked at the start of a transaction: one that needs a lock is begun anew with it.
extras = {}
while True:
    with Transaction().start(NAME, 1, context={'language': 'en'}, **extras) as transaction:
        try:
            sales = made()
            transaction.commit()
            break
        except TransactionError as error:
            transaction.rollback()
            error.fix(extras)

from werkzeug.serving import make_server  # noqa: E402
from trytond.application import app  # noqa: E402

server = make_server('127.0.0.1', port, app, threaded=True)
print('ready ' + json.dumps(sales), flush=True)
server.serve_forever()
