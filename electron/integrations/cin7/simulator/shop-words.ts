/** One aisle of the shop: every noun comes in every variant and size. */
export interface Aisle {
  category: string
  skuPrefix: string
  nouns: string[]
  variants: string[]
  sizes: string[]
  /** Price in whole units of the shop's currency, from and to. */
  prices: [number, number]
  unit: string
  /** Kept by batch with an expiry day. */
  expires: boolean
}

export const aisles: Aisle[] = [
  {
    category: 'Grooming',
    skuPrefix: 'GRO',
    nouns: ['Beard oil', 'Beard balm', 'Shaving cream', 'After-shave balm', 'Hair tonic', 'Moustache wax'],
    variants: [
      'Cedar',
      'Sandalwood',
      'Bay rum',
      'Vetiver',
      'Citrus',
      'Tobacco leaf',
      'Unscented',
      'Sea salt',
    ],
    sizes: ['30 ml', '50 ml', '100 ml', '250 ml'],
    prices: [14, 42],
    unit: 'Bottle',
    expires: true,
  },
  {
    category: 'Hair care',
    skuPrefix: 'HAI',
    nouns: [
      'Shampoo',
      'Conditioner',
      'Styling clay',
      'Matte paste',
      'Grooming cream',
      'Curl milk',
      'Scalp serum',
    ],
    variants: ['Peppermint', 'Rosemary', 'Charcoal', 'Oat', 'Tea tree', 'Argan', 'Coconut', 'Fragrance free'],
    sizes: ['75 ml', '250 ml', '1 L'],
    prices: [16, 58],
    unit: 'Bottle',
    expires: true,
  },
  {
    category: 'Bath',
    skuPrefix: 'BAT',
    nouns: ['Bar soap', 'Bath salts', 'Body wash', 'Hand cream', 'Body scrub', 'Foaming bath oil'],
    variants: ['Lavender', 'Goat milk', 'Kawakawa', 'Eucalyptus', 'Grapefruit', 'Honey', 'Fig', 'Rose clay'],
    sizes: ['Travel', 'Regular', 'Family'],
    prices: [8, 36],
    unit: 'Item',
    expires: true,
  },
  {
    category: 'Candles',
    skuPrefix: 'CAN',
    nouns: ['Soy candle', 'Pillar candle', 'Room diffuser', 'Tin candle', 'Wax melts'],
    variants: [
      'Cedar and fig',
      'Driftwood',
      'Black tea',
      'Lemongrass',
      'Amber',
      'Orange blossom',
      'Pine smoke',
      'Linen',
    ],
    sizes: ['Small', 'Medium', 'Large'],
    prices: [12, 64],
    unit: 'Item',
    expires: false,
  },
  {
    category: 'Kitchen',
    skuPrefix: 'KIT',
    nouns: [
      'Stoneware mug',
      'Dinner plate',
      'Serving bowl',
      'Chopping board',
      'Storage jar',
      'Mixing bowl',
      'Water carafe',
    ],
    variants: ['Slate', 'Oatmeal', 'Sage', 'Ink blue', 'Terracotta', 'Chalk', 'Moss', 'Charcoal'],
    sizes: ['Small', 'Medium', 'Large'],
    prices: [15, 89],
    unit: 'Item',
    expires: false,
  },
  {
    category: 'Linen',
    skuPrefix: 'LIN',
    nouns: ['Tea towel', 'Hand towel', 'Bath towel', 'Napkin set', 'Table runner', 'Cushion cover', 'Throw'],
    variants: ['Natural', 'Rust', 'Navy stripe', 'Olive', 'Dusk', 'Check', 'Sand', 'White'],
    sizes: ['Cotton', 'Linen', 'Waffle weave'],
    prices: [12, 129],
    unit: 'Item',
    expires: false,
  },
  {
    category: 'Pantry',
    skuPrefix: 'PAN',
    nouns: ['Honey', 'Loose leaf tea', 'Finishing salt', 'Drinking chocolate', 'Chutney', 'Olive oil'],
    variants: ['Wild flower', 'Smoked', 'Lemon', 'Ginger', 'Chilli', 'Plain', 'Rosemary', 'Spiced pear'],
    sizes: ['100 g', '250 g', '500 g'],
    prices: [7, 38],
    unit: 'Jar',
    expires: true,
  },
  {
    category: 'Stationery',
    skuPrefix: 'STA',
    nouns: ['Notebook', 'Greeting card', 'Wrapping paper', 'Desk calendar', 'Sketchbook', 'Pencil set'],
    variants: ['Fern', 'Harbour', 'Midnight', 'Marble', 'Terrazzo', 'Kraft', 'Blush', 'Botanical'],
    sizes: ['A6', 'A5', 'A4'],
    prices: [5, 39],
    unit: 'Item',
    expires: false,
  },
  {
    category: 'Garden',
    skuPrefix: 'GAR',
    nouns: ['Planter', 'Watering can', 'Hand trowel', 'Plant mister', 'Garden twine', 'Seed tin'],
    variants: ['Copper', 'Galvanised', 'Forest', 'Clay', 'Stone', 'Matte black', 'Cream', 'Brass'],
    sizes: ['Small', 'Medium', 'Large'],
    prices: [9, 95],
    unit: 'Item',
    expires: false,
  },
  {
    category: 'Cleaning',
    skuPrefix: 'CLE',
    nouns: ['Dish soap', 'Surface spray', 'Laundry liquid', 'Floor soap', 'Glass cleaner', 'Hand wash'],
    variants: ['Lemon', 'Mint', 'Pine', 'Mandarin', 'Clary sage', 'Lime', 'Geranium', 'Unscented'],
    sizes: ['500 ml', '1 L', '5 L refill'],
    prices: [9, 54],
    unit: 'Bottle',
    expires: false,
  },
  {
    category: 'Shaving tools',
    skuPrefix: 'SHA',
    nouns: ['Safety razor', 'Shaving brush', 'Razor stand', 'Neck duster', 'Pocket comb', 'Barber shears'],
    variants: ['Chrome', 'Brass', 'Walnut', 'Black', 'Ivory', 'Olive wood', 'Steel', 'Gunmetal'],
    sizes: ['Classic', 'Travel', 'Pro'],
    prices: [11, 145],
    unit: 'Item',
    expires: false,
  },
]

export const services = ['Gift wrapping', 'Local delivery', 'Knife sharpening', 'Engraving']

/** Made up, as are the suppliers. */
export const brandNames = [
  'Tidelark',
  'Ninefold',
  'Marrowfield',
  'Low Lantern',
  'Plainsong',
  'Dunmarrow',
  'Hollowell',
  'Quillmere',
  'Brackenhithe',
  'Saltwick Row',
  'Otter and Vane',
  'Thornquay',
  'Millrace',
  'Goldenrod Lane',
  'Pebblewright',
  'Fogbell',
  'Ambleford',
  'Kittiwake Yard',
  'Ropewalk',
  'Greywether',
]

export const supplierNames = [
  'Southern Makers Wholesale',
  'Tasman Trade Imports',
  'Harbourside Packaging',
  'Canterbury Soap Works',
  'Northland Candle Makers',
  'Otago Pantry Partners',
  'Blue Gum Homewares',
  'Clay and Kiln Studio 陶窯工房',
  'Fernside Textiles',
  'Paper Lane Press',
  'Greenhouse Supply',
  'Steel and Strop Trading',
  'Bayview Botanicals',
  'Island Freight and Goods',
  'Copperfield Garden Wares',
  'Clearwater Cleaning Co',
  'Lakeland Linen Mill',
  'Old Mill Ceramics',
]

export const contactNames = ['Orders desk', 'Accounts', 'Sales team', 'Wholesale desk', 'Customer care']

export const locationNames = [
  'Main Warehouse',
  'Queen St Shop',
  'Wharf Depot',
  'Market Stall',
  'Airport Kiosk',
  'Northside Shop',
  'Lakefront Shop',
  'Overflow Store',
  'Station Shop',
  'Hillside Shop',
  'Mill Lane Shop',
  'Bay Rd Shop',
]

/** Names that once broke something: right-to-left marks, markup, formulas, invisible and very long text. */
export const oddNames = [
  '  Padded name  ',
  'Zoë’s crème brûlée soap ☕',
  'שמן זקן \u202Eabc\u202C 50 ml',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://example.invalid","x")',
  `Robert'); DROP TABLE products;--`,
  'Line one\nline two\ttabbed',
  'Invisible\u200B\u200Dname\uFEFF',
  '%_wild "quoted" \\back\\slash',
  '👩‍🚒👨‍👩‍👧‍👦 family set',
  'İstanbul ıslık ßtraße',
  'Soap'.repeat(64),
  'Z̸̢͎͗a̷̢̛l̴̙͝g̶̡̚o̴͙͆',
  '0',
  'null',
  'constructor',
]

export const oddSkus = [
  'odd-0001',
  'ODD-0001',
  ' ODD 2',
  '000123',
  'A/B?c=1&d#e',
  '1e5',
  'S'.repeat(50),
  'ODD%20+7',
  '__proto__',
  'ОDD-9',
  'ODD\u00A010',
  '-',
  '12.50',
  '=1+1',
  'ｏｄｄ１５',
  "ODD'16",
]
