/// Small logs of the kinds found wrong in the ninth look at unseen kinds, written anew; the notation is that of `WildLogsA`.
enum WildLogsH {
    static let text = #"""
        # clock, thread and level in one bracket
        =	info		2026-11-25T17:00:11.123000Z	Loading the shop
        |[17:00:11.123 main/INFO] Loading the shop
        =	warning		2026-11-25T17:00:12.223000Z	The cart is slow
        |[17:00:12.223 pool-1/WARN] The cart is slow
        # clock in a bracket behind the date
        =	info		2026-11-24T17:00:11Z	Loading the shop
        |2026-11-24 [17:00:11] [Server thread/INFO]: Loading the shop
        =	notice		2026-11-24T17:00:12Z	Open to all
        |2026-11-24 [17:00:12] [Server thread/NOTICE]: Open to all
        # parentheses around every column
        =	info		2026-11-24T17:00:11.522000Z	(main)(org.example.shop.Cart)( 257)a cart
        |(2026-11-24 17:00:11,522)( INFO)(main)(org.example.shop.Cart)( 257)a cart
        =	debug		2026-11-24T17:00:12.522000Z	(main)(org.example.shop.Cart)(  12)two carts
        |(2026-11-24 17:00:12,522)(DEBUG)(main)(org.example.shop.Cart)(  12)two carts
        =	info		2026-11-24T17:00:13.522000Z	(worker)(org.example.shop.Pay)(  88)no cart
        |(2026-11-24 17:00:13,522)( INFO)(worker)(org.example.shop.Pay)(  88)no cart
        # class and method on a line of their own, a day first
        =	info		2026-11-24T17:00:11Z	Warenkorb geladen
        |24.11.2026 17:00:11 org.example.shop.CartService load
        |INFORMATION: Warenkorb geladen
        =	warning		2026-11-24T17:00:12Z	Warenkorb ist langsam
        |24.11.2026 17:00:12 org.example.shop.CartService load
        |WARNUNG: Warenkorb ist langsam
        =	error		2026-11-24T17:00:13Z	Kein Platz mehr
        |24.11.2026 17:00:13 org.example.shop.Disk <init>
        |SCHWERWIEGEND: Kein Platz mehr
        # a command over several lines
        =			2026-11-24T17:00:11.123000Z	starting up the shop, version 4.2
        |2026-11-24 17:00:11.123+0000: starting up the shop, version 4.2
        =				LANG=C \
        |LANG=C \
        |PATH=/usr/bin \
        |/usr/bin/shop \
        |-name cart-1 \
        |-m 2048
        # a banner before the first header
        =				Shop importer
        |Shop importer
        =				version 4.2.1
        |version 4.2.1
        =	info		2026-11-24T17:00:11Z	Reading orders
        |2026-11-24 17:00:11 INFO: Reading orders
        =	info		2026-11-24T17:00:12Z	Read 12 orders
        |2026-11-24 17:00:12 INFO: Read 12 orders
        =	error		2026-11-24T17:00:13Z	An order has no owner
        |2026-11-24 17:00:13 ERROR: An order has no owner
        # dates to the minute
        =			2026-11-24T17:00:00Z	Editor online.
        |11/24/26 - 17:00 : Editor online.
        =			2026-11-24T17:01:00Z	Creating carts
        |11/24/26 - 17:01 :     Creating carts
        =			2026-11-24T17:02:00Z	Editor offline.
        |11/24/26 - 17:02 : Editor offline.
        # the month's name within the date, a level as the end of a name
        =	warning		2026-11-24T17:00:11Z	no answer
        |[2026-Nov-24 17:00:11] [PHP-WARNING] (/srv/shop/lib.php:362) - no answer
        # level behind the process
        =	info	keyd	2026-11-24T17:00:11Z	TICKET (7 types) 10.0.0.9: issued
        |Nov 24 17:00:11 auth.shop.example keyd[4711](info): TICKET (7 types) 10.0.0.9: issued
        =	warning	keyd	2026-11-24T17:00:12Z	TICKET (7 types) 10.0.0.9: refused
        |Nov 24 17:00:12 auth.shop.example keyd[4711](warning): TICKET (7 types) 10.0.0.9: refused
        # a blank before the process
        =		shop_p	2026-11-24T17:00:11Z	Cart 4 opened
        |Nov 24 17:00:11 10.1.1.32 shop_p [1957]: Cart 4 opened
        # an event behind a priority and a name
        =	error	Gate	2026-11-24T17:00:11Z	CEF:0|Example|Gate|7.2|DM|domain match|8|rt=Nov 24 2026 17:00:11 UTC dvc=10.0.0.9
        |<164>gate-12.alert: CEF:0|Example|Gate|7.2|DM|domain match|8|rt=Nov 24 2026 17:00:11 UTC dvc=10.0.0.9
        # colons between columns, before the level and the time
        =	info		2026-11-24T17:00:11.101000Z	(run) I am the actual shop 4.9
        |MainThread::INFO::2026-11-24 17:00:11,101::shop::71::cart::(run) I am the actual shop 4.9
        =	error		2026-11-24T17:00:12.300000Z	(run) No connection
        |Thread-15::ERROR::2026-11-24 17:00:12,300::shop::74::cart::(run) No connection
        =	debug		2026-11-24T17:00:13.737000Z	(wrapper) Trying again
        |Thread-1950::DEBUG::2026-11-24 17:00:13,737::client::54::cart::(wrapper) Trying again
        # times without a text
        =			2026-11-24T17:00:11Z	Downloading orders
        |2026/11/24 17:00:11 +00:00 Downloading orders
        =			2026-11-24T17:00:12Z	
        |2026/11/24 17:00:12 +00:00
        =			2026-11-24T17:00:13Z	Downloading carts
        |2026/11/24 17:00:13 +00:00 Downloading carts
        =			2026-11-24T17:00:14Z	All done
        |2026/11/24 17:00:14 +00:00 All done
        # containers' texts set off by one blank
        =		web-1		* Serving the shop
        |web-1  |  * Serving the shop
        =		web-1		* Debug mode: on
        |web-1  |  * Debug mode: on
        =		web-1		Press any key
        |web-1  | Press any key
        =		web-1		* Restarting
        |web-1  |  * Restarting
        """#
}
