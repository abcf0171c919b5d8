# 收入和支出。
money-credited = 💰 您的余额增加了 { $amount }，现在是 { $balance }。编号 { $reference }。
