"""Words of sums that are no cost of anything here: values, revenues, rounds, fees."""

from __future__ import annotations

__all__ = ["OTHER_SUMS"]

OTHER_SUMS = {
    3.0: (
        "valuation;valued;revenue;sales;profit;earnings;funding round;raising;in funding;turnover;net "
        "income;market value;market cap;market capitalisation;"
        "market capitalization;salary;salaries;wage;bonus;subscription;invoice;fine;fined;settlement;lawsuit;"
        "stake;write - down;writedown;charge;impairment;loan;bonds;"
        "debt;acquire;acquisition;ticket;refund;fee;grant;prize;per share;dividend;buyback;annualised;"
        "annualized;series a;series b;series c;backlog;cash pile;inventory;take - or - pay;net worth;fortune;"
        "marked up;list price"
    ),
    1.5: (
        "raised;raise;worth of;fund;investors;shares;bond;price tag on its shares;deal;contract;order;"
        "orders;gpu price;each;street price;resale"
    ),
}
