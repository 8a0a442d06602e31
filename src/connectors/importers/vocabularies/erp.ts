/** Names of merchandise systems: SAP's tables, Business Central, Odoo, Tryton, UBL documents, JTL. */
import type { Vocabulary } from './vocabulary.js';

/** The vocabulary of merchandise systems. */
export const erp: Vocabulary = {
  'order.ref': 'systemid kbestellung docentry recname',
  'order.number': 'vbeln salesorder cbestellnr docnum tranid clientorderref',
  'order.customerRef':
    'kunnr soldtoparty selltocustomerno cardcode partnerid kkunde party partyid billtocustomerid',
  'order.customerEmail':
    'smtpaddr selltoemail partneremail cmail electronicmail deliverycontactelectronicmail partyemail',
  'order.customerName': 'selltocustomername cardname partnername name1 partyrecname partyname',
  'order.createdAt': 'audat erdat salesorderdate dateorder docdate trandate issuedate saledate derstellt',
  'order.status':
    'gbstk overallsdprocessstatus docstatus documentstatus invoicestatus deliverystatus cstatus',
  'order.type': 'auart salesordertype',
  'order.region': 'vkorg bzirk salesorganization',
  'order.shippedAt': 'wadatist actualgoodsmovementdate dversandt effectivedate shippingdate',
  'order.expectedShipDate': 'wadat shipmentdate plannedgoodsissuedate',
  'order.expectedDeliveryDate': 'vdatu commitmentdate promiseddeliverydate docduedate',
  'order.amount':
    'netwr totalnetamount amountincludingvat totalamountincludingtax doctotal amounttotal payableamount fgesamtsumme taxinclusiveamount',
  'order.lines': 'vbap toitem salesorderlines documentlines orderline salelines tbestellpos positionlist',
  'order.shipments': 'lips pickingids tlieferschein todeliverydocument',
  'order.shippingAddress':
    'shiptoparty partnershippingid shippingaddressid deliverylocation deliverycustomerparty',
  'address.name': 'name1 shiptoname partyname cname',
  'address.firstName': 'cvorname',
  'address.lastName': 'cname',
  'address.street': 'stras street1 shiptoaddress streetname cstrasse',
  'address.houseNumber': 'hausn buildingnumber chausnummer',
  'address.postcode': 'pstlz shiptopostcode postalzone cplz',
  'address.city': 'ort01 shiptocity cityname cort',
  'address.country': 'land1 shiptocountryregioncode countryidentificationcode countryregioncode ciso',
  'line.ref': 'posnr salesorderitem linenum lineno sequence kbestellpos',
  'line.name': 'arktx salesorderitemtext itemdescription productrecname itemname linedescription cstring',
  'line.sku': 'matnr material itemcode defaultcode productcode cartnr sellersitemidentificationid',
  'line.quantity': 'kwmeng requestedquantity productuomqty orderedquantity nanzahl invoicedquantity',
  'line.status': 'gbsta lfsta',
  'line.price': 'netpr cmpre priceunit netpriceamount fvkpreis priceamount',
  'shipment.carrier': 'carrierid tdlnr shippingagentcode cversandart',
  'shipment.trackingNumber': 'carriertrackingref packagetrackingno billoflading cidentcode',
  'shipment.trackingUrl': 'carriertrackingurl',
  'shipment.shippedAt': 'datedone wadatist effectivedate',
  'money.value': 'text',
  'money.currency': 'waerk transactioncurrency doccurrency cwaehrung currencycurrencycode',
};
