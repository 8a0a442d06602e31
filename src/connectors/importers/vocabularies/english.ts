/** English names: most APIs, whatever the country. */
import type { Vocabulary } from './vocabulary.js';

/** The English vocabulary. */
export const english: Vocabulary = {
  'order.ref': 'id orderid entityid uid guid uuid ref orderref key internalid psp pspreference',
  'order.number':
    'ordernumber orderno ordernum incrementid number merchantorderreference ordername orderreference ' +
    'documentnumber documentno displayid code name reference ordercode orderid confirmationnumber ' +
    'purchaseordernumber salesordernumber no id',
  'order.customerRef':
    'customerid customerno customernumber customerref customercode buyerid shopperreference clientid userid accountid',
  'order.customerEmail':
    'customeremail buyeremail shopperemail contactemail useremail emailaddress email mail customeremailaddress buyermail clientemail',
  'order.customerName':
    'customername buyername customerfullname customerdisplayname shoppername clientname fullname displayname contactname customerlastname',
  'order.createdAt':
    'createdat creationdate orderdate orderedat placedat dateplaced placed orderdatetime created datecreated ' +
    'createdate createddate createdtime datecreatedutc purchasedate submittedat processedat orderplacedat recordeddate',
  'order.status':
    'orderstatus status state orderstate displayfulfillmentstatus fulfillmentstatus shippingstatus statuscode ' +
    'orderfulfillmentstatus statemachinestatetechnicalname',
  'order.type': 'ordertype type',
  'order.region': 'salesregion region',
  'order.shippedAt': 'shippedat shipdate shippeddate dateshipped shippedon dispatchedat sentat',
  'order.expectedShipDate':
    'expectedshipdate expectedshipat plannedshipdate estimatedshipdate shipby shipbydate promisedshipdate',
  'order.expectedDeliveryDate':
    'expecteddeliverydate expecteddeliveryat estimateddeliverydate estimateddeliveryat estimateddelivery ' +
    'deliverydate deliverat promiseddate requesteddeliverydate maxestimateddeliverydate',
  'order.deliveredAt': 'deliveredat datedelivered delivereddate deliveredon',
  'order.amount':
    'grandtotal ordertotal totalpriceset currenttotalpriceset totalwithtax totalprice totalamount amounttotal ' +
    'totalpricemoney totalmoney totalcost amount total totalgross totalinctax totalincludingtax sum totalcents amountcents value',
  'order.lines':
    'lineitems orderlines lines items productitems orderitems orderline positions orderlineitems products articles entries orderproducts',
  'order.shipments': 'shipments fulfillments parcels packages deliveries consignments shippingids trackings',
  'order.returns': 'returns rmas returnorders',
  'order.shippingAddress':
    'shippingaddress deliveryaddress shiptoaddress shipto recipientaddress destinationaddress shippingorderaddress shiptocontactaddress finaldestinationaddress ' +
    'shipaddress shippingdataaddress recipient address',
  'address.name': 'fullname name recipientname receivername recipient contactname displayname',
  'address.firstName': 'firstname givenname forename',
  'address.lastName': 'lastname familyname surname',
  'address.street':
    'street addressline1 address1 line1 street1 streetaddress streetaddress1 streetline1 addressline street0',
  'address.houseNumber': 'housenumber streetnumber houseno number',
  'address.postcode': 'postcode postalcode zip zipcode postal postalorzipcode',
  'address.city': 'city town locality place cityname',
  // By its code: what is called a state may be written out.
  'address.state': 'statecode provincecode regioncode stateprovincecode stateorprovincecode',
  'address.country':
    'countrycode countrycodev2 countryiso2 countryisocode countryiso iso2 country countrycountrycode',
  'line.ref': 'lineid lineitemid orderitemid orderlineid uniqueid itemid uid id linenumber linenum',
  'line.name':
    'productname name title producttitle itemname itemtext productdescription description lineitemtext label text displayname',
  'line.sku':
    'sku productsku itemsku variantsku skucode articlenumber articleno itemnumber itemno partnumber productcode productnumber productid article',
  'line.quantity':
    'qtyordered quantity quantityordered orderedquantity quantityvalue qty count units amount pieces',
  'line.imageUrl': 'imageurl thumbnailurl pictureurl image imagesrc thumbnail',
  'line.status': 'status state lineitemfulfillmentstatus',
  'line.trackingNumber': 'trackingnumber trackingcode',
  'line.price':
    'unitprice originalunitpriceset priceperunit priceunit itemprice sellingprice price amountincludingtax ' +
    'baseprice baseunitprice priceset',
  'shipment.carrier':
    'carrier carriername shippingcarrier carriercode trackingcompany courier couriername shipper shippingcompany company shippingmethodname shippingmethod',
  'shipment.trackingNumber':
    'trackingnumber trackingcode tracknumber trackingno trackingid trackinginfonumber shippingid number',
  'shipment.trackingUrl': 'trackingurl trackinglink trackingurls url',
  'shipment.status': 'status state shippingstatus displaystatus courierstatus',
  'shipment.shippedAt': 'shippedat shipdate shippeddate createdat created',
  'return.trackingNumber': 'trackingnumber trackingcode',
  'return.warehouseStatus': 'warehousestatus status state',
  'return.refundStatus': 'refundstatus',
  'tracking.trackingNumber':
    'trackingnumber trackingcode parcelnumber inquirynumber trackingid shipmentid code id',
  'tracking.carrier': 'carriername carrier servicename servicedescription',
  'tracking.status':
    'currentstatuscode currentstatusdescription currentstatus statuscode status state statustype',
  'tracking.statusText': 'currentstatusdescription statusdescription statustext',
  'tracking.url': 'trackingurl url',
  'tracking.expectedDelivery':
    'estimateddeliverydate estimateddelivery expecteddelivery estimatedtimeofdelivery deliverydatedate deliverydate',
  'tracking.events': 'events scans activity activities trackingevents scanevents history checkpoints',
  'event.at': 'timestamp datetime occurredat eventtime eventdate at date gmtdate time',
  'event.place': 'place city locationaddresscity addresscity locality location',
  'event.description': 'description statusdescription eventdescription text message statustext',
  'money.value':
    'centamount minorunits minor cents value amount decimal gross grossbaseamount grossamount baseamount text',
  'money.currency':
    'ordercurrencycode currencycode currency currencyiso currencyisocode isocurrency currencyvalue storepreferencesdatacurrencycode',
};
