/** How many calls a quick run makes for stock, and how many of them for single products while the list is longer than that. */
export const stockShare = { stockCalls: 20, productCalls: 10 }
