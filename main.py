from tournament_app.__main__ import main

raise SystemExit(main())
