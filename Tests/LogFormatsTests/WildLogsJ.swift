/// Small logs of the kinds found wrong in the eleventh look at unseen kinds and of those that were known to be left out, written anew; the
/// notation is that of `WildLogsA`.
enum WildLogsJ {
    static let text = #"""
        # a month, a day and a clock without marks
        =			2026-11-24T17:00:11Z	cart loaded
        |1124 170011 cart loaded
        =			2026-11-24T17:00:12Z	stock is empty
        |1124 170012 stock is empty
        =	info		2026-11-24T17:00:13Z	rates are there
        |1124 170013 INFO rates are there
        # numbers that count the lines before levels in small letters
        =	info			it worked if it ends with ok
        |0 info it worked if it ends with ok
        =	debug			cli [ 'node', 'npm', 'run' ]
        |1 verbose cli [ 'node', 'npm', 'run' ]
        =	info			using npm@6.4.1
        |2 info using npm@6.4.1
        =	debug			lifecycle cart@1.0.0: Args: [ '-c' ]
        |3 silly lifecycle cart@1.0.0: Args: [ '-c' ]
        =				fetch GET 200 https://example.org/cart
        |4 http fetch GET 200 https://example.org/cart
        =	debug			stack Error: cart@1.0.0 build: `tsc`
        |5 verbose stack Error: cart@1.0.0 build: `tsc`
        =	debug			stack Exit status 1
        |5 verbose stack Exit status 1
        =	error			code ELIFECYCLE
        |6 error code ELIFECYCLE
        =	error			errno 1
        |7 error errno 1
        # programs and their processes without a time
        =		cartd		Activating service name='org.example'
        |cartd[1734]: Activating service name='org.example'
        =		cartd		Activated service 'org.example'
        |cartd[1734]: Activated service 'org.example'
        =		payd		loads rates
        |payd[9]: loads rates
        =		cartd		reads its settings
        |cartd[1734]: reads its settings
        =		payd		rates are there
        |payd[9]: rates are there
        =		cartd		one more
        |cartd[1734]: one more
        =		cartd		serves 4 carts
        |cartd[1734]: serves 4 carts
        =		payd		ends
        |payd[9]: ends
        # fields whose text stands below
        =	info		2026-11-24T17:00:11Z	AMQ6287I: IBM MQ V9.1.0.0 (p910-L180709.TRIAL).
        |11/24/2026 05:00:11 PM - Process(4711.1) User(mqm) Program(amqzxma0)
        |                    Host(shop01) Installation(Installation1)
        |                    Time(2026-11-24T17:00:11.123Z)
        |
        |AMQ6287I: IBM MQ V9.1.0.0 (p910-L180709.TRIAL).
        |
        |EXPLANATION:
        |Host Info         :- Linux 4.15
        |ACTION:
        |None.
        =	warning		2026-11-24T17:00:12Z	AMQ5049W: Queue manager task 'ERROR-LOG' needs care.
        |11/24/2026 05:00:12 PM - Process(4711.1) User(mqm) Program(amqzmuc0)
        |                    Host(shop01) Installation(Installation1)
        |
        |AMQ5049W: Queue manager task 'ERROR-LOG' needs care.
        |
        |EXPLANATION:
        |The task has started.
        |ACTION:
        |None.
        # an error of PowerShell
        =			2026-11-24T17:00:11Z	job starts
        |2026-11-24 17:00:11 job starts
        =			2026-11-24T17:00:12Z	job fails
        |2026-11-24 17:00:12 job fails
        |At C:\srv\job.ps1:3 char:1
        |+ Get-Item C:\srv\x
        |+ ~~~~~~~~~~~~~~~~~
        |Unexpected token in expression.
        |    + CategoryInfo          : ObjectNotFound: (C:\srv\x:String) [Get-Item], ItemNotFoundException
        |    + FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        # an error of PowerShell alone
        =				At C:\srv\job.ps1:32 char:83
        |At C:\srv\job.ps1:32 char:83
        |+ ... x ? 'a' ...
        |+       ~
        |Unexpected token '?' in expression or statement.
        |At C:\srv\job.ps1:33 char:4
        |+ ... y ...
        |Missing closing ')' in expression.
        |    + FullyQualifiedErrorId : UnexpectedToken
        |
        =				done
        |done
        # a level within the name before the text
        =	debug	cloud-init	2026-11-24T17:00:11Z	Writing to /var/log/init.log
        |Nov 24 17:00:11 cloud-init[2446]: util.py[DEBUG]: Writing to /var/log/init.log
        =	debug	cloud-init	2026-11-24T17:00:12Z	Searching in ['Ec2']
        |Nov 24 17:00:12 cloud-init[2446]: __init__.py[DEBUG]: Searching in ['Ec2']
        =	warning	cloud-init	2026-11-24T17:00:13Z	no token
        |Nov 24 17:00:13 cloud-init[2446]: DataSourceEc2.py[WARNING]: no token
        # programs of two words
        =		Installer Progress	2026-11-24T17:00:11Z	Unable to get phases
        |Nov 24 17:00:11 mini Installer Progress[68]: Unable to get phases
        =		powerd	2026-11-24T17:00:12Z	Display is turned on
        |Nov 24 17:00:12 mini powerd[53]: Display is turned on
        # a level and a dash behind a time with its zone
        =	info		2026-11-24T17:00:11.123000Z	cart loaded
        |2026-11-24T17:00:11.123Z - info: cart loaded
        =	error		2026-11-24T17:00:12.123000Z	stock is gone
        |2026-11-24T17:00:12.123Z - error: stock is gone
        # codes behind a letter for the level
        =	info		2026-11-24T17:00:11.257000Z	SRVE0242I: [cart] [/cart] Servlet initialized
        |[11/24/26 17:00:11:257 UTC] 0000004e WebContainer  I SRVE0242I: [cart] [/cart] Servlet initialized
        =	error		2026-11-24T17:00:12.257000Z	SESN0066E: Session error occurred
        |[11/24/26 17:00:12:257 UTC] 00000054 SystemOut     E SESN0066E: Session error occurred
        # a level between tabs behind columns of words
        =	info		2026-11-24T17:00:11Z	started, version 8
        |2026-11-24 17:00:11	5468	Web Server	Information	started, version 8
        =	error		2026-11-24T17:00:12Z	no connection
        |2026-11-24 17:00:12	94	Cart Plugin	Error	no connection
        =	error		2026-11-24T17:00:13Z	still none
        |2026-11-24 17:00:13	94	Cart Plugin	Error	still none
        # what a server's children write between its lines
        =	notice		2026-11-24T17:00:11Z	Parent: Created child process 2460
        |[Tue Nov 24 17:00:11 2026] [notice] Parent: Created child process 2460
        =				httpd.exe: Could not determine the server's name
        |httpd.exe: Could not determine the server's name
        =	notice		2026-11-24T17:00:12Z	Child 2460: Child process is running
        |[Tue Nov 24 17:00:12 2026] [notice] Child 2460: Child process is running
        =	error		2026-11-24T17:00:13Z	child died
        |[Tue Nov 24 17:00:13 2026] [error] child died
        """#
}
