/** The instalment plans that FawryPay answers, in its two forms. */

export const flatPlan = { planId: "1201", bankName: "Bank of Alexandria", tenor: 12, minAmount: 500, feesPercent: 1.5 };

const named = (id, code, nameEn, nameAr) => ({ id, code, nameAr, nameEn });

export const nestedPlan = {
  id: 77,
  installmentPlan: {
    id: 1201,
    nameAr: "اثنا عشر شهرا",
    nameEn: "12 months",
    rate: 1.5,
    noOfMonths: 12,
    merchantProfileCode: "P1",
    minAmount: 500,
    maxAmount: 50000,
    startDate: 1718000000000,
    endDate: null,
    online: true,
    status: named(1, "ACTIVE", "Active", "نشط"),
    accountType: {
      ...named(9, "CREDIT", "Credit card", "بطاقة ائتمان"),
      bank: { ...named(3, "ALEX", "Bank of Alexandria", "بنك الإسكندرية"), swfCode: "ALEXEGCX" },
      pans: ["424242", "512345"],
    },
    type: "BANK",
  },
  applyTo: "ALL",
  products: [],
  productsCodes: [],
  variants: [],
  categories: [],
  requiredItemsValidation: false,
};
