# पैसे जो आए या गए।
money-credited = 💰 आपके बैलेंस में { $amount } जोड़े गए: अब बैलेंस { $balance } है। संदर्भ { $reference }।
