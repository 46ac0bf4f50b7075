<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>BackendFaults</name>
    <message>
        <source>The value of %1 is a secret, which would be stored. Write env:VARIABLE or keychain:NAME in its place, or use the API key above.</source>
        <translation>Значение %1 — секрет, и оно попало бы в базу. Напишите вместо него env:ПЕРЕМЕННАЯ или keychain:ИМЯ либо задайте ключ API выше.</translation>
    </message>
</context>
<context>
    <name>BackendFields</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>Extra fields</source>
        <translation>Доп. поля</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>Файл CA</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Маркер</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>Симуляция</translation>
    </message>
    <message>
        <source>Its own API</source>
        <translation>Собственный API</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Ключ API</translation>
    </message>
    <message>
        <source>Metrics URLs</source>
        <translation>URL метрик</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>Число GPU</translation>
    </message>
    <message>
        <source>GPU metrics URL</source>
        <translation>URL метрик GPU</translation>
    </message>
    <message>
        <source>GPU shared as</source>
        <translation>Общий GPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>Видеокарта</translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation>Размеры модели</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-кэш</translation>
    </message>
    <message>
        <source>Tokens per step</source>
        <translation>Токенов за шаг</translation>
    </message>
</context>
<context>
    <name>BackendWords</name>
    <message>
        <source>simulated: does what its options say</source>
        <translation>симуляция: делает то, что задано</translation>
    </message>
    <message>
        <source>simulated: fitted to measured rates</source>
        <translation>симуляция по измеренным скоростям</translation>
    </message>
    <message>
        <source>simulated: by analogy to another engine</source>
        <translation>симуляция: по аналогии с другим движком</translation>
    </message>
    <message>
        <source>simulated: a guess, nothing is published</source>
        <translation>симуляция: догадка, опубликованных данных нет</translation>
    </message>
    <message>
        <source>OpenAI-compatible</source>
        <translation>OpenAI-совместимый</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>пакет %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>контекст %1</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>cap %1</source>
        <translation>предел %1</translation>
    </message>
</context>
<context>
    <name>CellStateWords</name>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменена</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>прервана</translation>
    </message>
</context>
<context>
    <name>CellTimeline</name>
    <message>
        <source>rate drifts: %1 %</source>
        <translation>дрейф скорости: %1 %</translation>
    </message>
    <message>
        <source>rate steps: %1 %</source>
        <translation>скачок скорости: %1 %</translation>
    </message>
    <message>
        <source>TTFT drifts: %1 %</source>
        <translation>дрейф TTFT: %1 %</translation>
    </message>
    <message>
        <source>TTFT steps: %1 %</source>
        <translation>скачок TTFT: %1 %</translation>
    </message>
    <message>
        <source>Output rate, tok/s</source>
        <translation>Скорость вывода, ток/с</translation>
    </message>
    <message>
        <source>TTFT of each request, ms</source>
        <translation>TTFT каждого запроса, мс</translation>
    </message>
    <message>
        <source>failed, when sent</source>
        <translation>с ошибкой, по отправке</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>server: running</source>
        <translation>сервер: выполняются</translation>
    </message>
    <message>
        <source>server: waiting</source>
        <translation>сервер: ждут</translation>
    </message>
    <message>
        <source>In use, %</source>
        <translation>Занято, %</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-кэш</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>GPU power, W</source>
        <translation>Мощность GPU, Вт</translation>
    </message>
    <message>
        <source>Client: CPU of a worker, at most %1 %</source>
        <translation>Клиент: CPU потока, не более %1 %</translation>
    </message>
    <message>
        <source>Client: reads lag (p99), at most %1 ms</source>
        <translation>Клиент: задержка чтения (p99), не более %1 мс</translation>
    </message>
    <message>
        <source>Client: late sends (p99), at most %1 ms</source>
        <translation>Клиент: опоздание отправки (p99), не более %1 мс</translation>
    </message>
    <message>
        <source>Client: event loop stalled, at most %1 ms</source>
        <translation>Клиент: остановка цикла событий, не более %1 мс</translation>
    </message>
    <message>
        <source>ramp, counted</source>
        <translation>разгон, учитывается</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>разгон</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>прогрев</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>завершение</translation>
    </message>
    <message>
        <source>%1 at %2 over time</source>
        <comment>backend, load</comment>
        <translation>%1 во времени: %2</translation>
    </message>
    <message>
        <source>%1, repetition %2</source>
        <translation>%1, повтор %2</translation>
    </message>
    <message>
        <source>since the cell began</source>
        <translation>от начала ячейки</translation>
    </message>
    <message>
        <source>shaded: outside of the measured window</source>
        <translation>затенено: вне измеренного окна</translation>
    </message>
    <message>
        <source>shaded: the ramp, which counts, and what lies outside of the measured window</source>
        <translation>затенено: разгон, который учитывается, и всё за пределами измеренного окна</translation>
    </message>
    <message>
        <source>No request of this cell was stored.</source>
        <translation>Запросы этой ячейки не сохранены.</translation>
    </message>
    <message>
        <source>window moved by hand</source>
        <translation>окно передвинуто вручную</translation>
    </message>
</context>
<context>
    <name>CloudWords</name>
    <message>
        <source>running</source>
        <translation>работает</translation>
    </message>
    <message>
        <source>scaled to zero</source>
        <translation>сжато до нуля</translation>
    </message>
    <message>
        <source>being deployed</source>
        <translation>развёртывается</translation>
    </message>
    <message>
        <source>image being built</source>
        <translation>образ собирается</translation>
    </message>
    <message>
        <source>image not built</source>
        <translation>образ не собран</translation>
    </message>
    <message>
        <source>image built</source>
        <translation>образ собран</translation>
    </message>
    <message>
        <source>unhealthy</source>
        <translation>нездорово</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
    <message>
        <source>being terminated</source>
        <translation>завершается</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>завершено</translation>
    </message>
    <message>
        <source>not deployed</source>
        <translation>не развёрнуто</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>replicas: %1</source>
        <translation>реплик: %1</translation>
    </message>
    <message>
        <source>replicas: %1 to %2</source>
        <translation>реплик: от %1 до %2</translation>
    </message>
    <message>
        <source>%1, more from %2 requests at once</source>
        <comment>range of replicas, number</comment>
        <translation>%1, больше — с %2 одновременных запросов</translation>
    </message>
    <message>
        <source>This deployment scales to zero: the first request waits for a cold start. Send one request before a run, or set its least number of replicas to 1.</source>
        <translation>Это развёртывание сжимается до нуля: первый запрос ждёт холодного старта. Пошлите один запрос перед прогоном или задайте наименьшее число реплик 1.</translation>
    </message>
    <message>
        <source>The number of replicas may change during a run, and points then compare different hardware. Set the least and the greatest number of replicas to the same value.</source>
        <translation>Число реплик может измениться во время прогона, и тогда точки сравнивают разное оборудование. Задайте наименьшее и наибольшее число реплик одинаковыми.</translation>
    </message>
    <message>
        <source>This deployment is not running. Start it before it is measured.</source>
        <translation>Это развёртывание не работает. Запустите его перед измерением.</translation>
    </message>
    <message>
        <source>This deployment has no URL, so nothing can be sent to it. Look at its state in the cloud&apos;s console.</source>
        <translation>У этого развёртывания нет URL, послать ему ничего нельзя. Посмотрите его состояние в консоли облака.</translation>
    </message>
</context>
<context>
    <name>DurationWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 мин %2 с</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 ч</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 ч %2 мин</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>осталось %1</translation>
    </message>
    <message>
        <source>time left not known yet</source>
        <translation>оставшееся время пока неизвестно</translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>The command line is not valid: %1%2.</source>
        <translation>Командная строка неверна: %1%2.</translation>
    </message>
    <message>
        <source>This is not a URL of a server: %1%2.</source>
        <translation>Это не URL сервера: %1%2.</translation>
    </message>
    <message>
        <source>The environment asks for a proxy, and requests through one are not measured: %1%2.</source>
        <translation>В переменных окружения задан прокси, а запросы через прокси не измеряются: %1%2.</translation>
    </message>
    <message>
        <source>HTTP does not allow this header: %1%2.</source>
        <translation>Такой заголовок недопустим в HTTP: %1%2.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1%2.</source>
        <translation>Это не корректный JSON: %1%2.</translation>
    </message>
    <message>
        <source>The plan cannot run: %1%2.</source>
        <translation>План не может быть выполнен: %1%2.</translation>
    </message>
    <message>
        <source>The file of prompts or the trace cannot be used: %1%2.</source>
        <translation>Файл промптов или трассу нельзя использовать: %1%2.</translation>
    </message>
    <message>
        <source>The host name has no address: %1%2.</source>
        <translation>У имени хоста нет адреса: %1%2.</translation>
    </message>
    <message>
        <source>Nothing listens at %1%2.</source>
        <translation>По адресу %1 никто не отвечает%2.</translation>
    </message>
    <message>
        <source>%1 did not answer the attempt to connect%2.</source>
        <translation>%1 не ответил на попытку соединения%2.</translation>
    </message>
    <message>
        <source>There is no way through the network to %1%2.</source>
        <translation>По сети не добраться до %1%2.</translation>
    </message>
    <message>
        <source>No secure connection could be made: %1%2.</source>
        <translation>Не удалось установить защищённое соединение: %1%2.</translation>
    </message>
    <message>
        <source>The server refused the request: %1%2.</source>
        <translation>Сервер отклонил запрос: %1%2.</translation>
    </message>
    <message>
        <source>The answer is not what this kind of server should send: %1%2.</source>
        <translation>Ответ не такой, какой должен прислать сервер этого типа: %1%2.</translation>
    </message>
    <message>
        <source>The answer did not come in time: %1%2.</source>
        <translation>Ответ не пришёл вовремя: %1%2.</translation>
    </message>
    <message>
        <source>This program may not open as many connections as the load needs: %1%2.</source>
        <translation>Программе не разрешено открыть столько соединений, сколько требует нагрузка: %1%2.</translation>
    </message>
    <message>
        <source>This machine has fewer free local ports than the load needs: %1%2.</source>
        <translation>На этой машине меньше свободных локальных портов, чем требует нагрузка: %1%2.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1%2.</source>
        <translation>Файл не читается: %1%2.</translation>
    </message>
    <message>
        <source>The file cannot be written: %1%2.</source>
        <translation>Файл не записывается: %1%2.</translation>
    </message>
    <message>
        <source>The disk is full: %1%2.</source>
        <translation>Диск переполнен: %1%2.</translation>
    </message>
    <message>
        <source>The database cannot be opened: %1%2.</source>
        <translation>База данных не открывается: %1%2.</translation>
    </message>
    <message>
        <source>The database, or its folder, may only be read: %1%2.</source>
        <translation>База данных или её папка доступны только для чтения: %1%2.</translation>
    </message>
    <message>
        <source>Another program is writing to the database: %1%2.</source>
        <translation>В базу данных пишет другая программа: %1%2.</translation>
    </message>
    <message>
        <source>The database was written by a newer version of this program: %1%2.</source>
        <translation>База данных записана более новой версией программы: %1%2.</translation>
    </message>
    <message>
        <source>The file is damaged, or is not a database: %1%2.</source>
        <translation>Файл повреждён или не является базой данных: %1%2.</translation>
    </message>
    <message>
        <source>The file is a database of another program: %1%2.</source>
        <translation>Это база данных другой программы: %1%2.</translation>
    </message>
    <message>
        <source>There is no such thing here: %1%2.</source>
        <translation>Здесь такого нет: %1%2.</translation>
    </message>
    <message>
        <source>The name fits more than one: %1%2.</source>
        <translation>Имя подходит сразу к нескольким: %1%2.</translation>
    </message>
    <message>
        <source>Stopped before the end: %1%2.</source>
        <translation>Остановлено до завершения: %1%2.</translation>
    </message>
    <message>
        <source>A helper program ended too early: %1%2.</source>
        <translation>Вспомогательная программа завершилась раньше времени: %1%2.</translation>
    </message>
    <message>
        <source>This version cannot do that: %1%2.</source>
        <translation>Эта версия такого не умеет: %1%2.</translation>
    </message>
    <message>
        <source>A fault in this program: %1%2.</source>
        <translation>Ошибка в самой программе: %1%2.</translation>
    </message>
    <message>
        <source>The server does not accept the API key, or wants one: %1%2.</source>
        <translation>Сервер не принимает ключ API или требует его: %1%2.</translation>
    </message>
    <message>
        <source>The API key is not there: %1%2.</source>
        <translation>Ключ API не задан: %1%2.</translation>
    </message>
    <message>
        <source>No keychain of the system answers here: %1%2.</source>
        <translation>Системное хранилище ключей здесь не отвечает: %1%2.</translation>
    </message>
    <message>
        <source>The keychain did not give access: %1%2.</source>
        <translation>Хранилище ключей не дало доступа: %1%2.</translation>
    </message>
    <message>
        <source>Look at --help for the options and examples.</source>
        <translation>Параметры и примеры показывает --help.</translation>
    </message>
    <message>
        <source>Write it as http://host:port, without user name and query.</source>
        <translation>Укажите его в виде http://хост:порт, без имени пользователя и параметров запроса.</translation>
    </message>
    <message>
        <source>Add the host to no_proxy, or unset the proxy variables for this program.</source>
        <translation>Добавьте хост в no_proxy или уберите переменные прокси для этой программы.</translation>
    </message>
    <message>
        <source>Write it as &quot;Name: value&quot; on one line; some names are set by this program alone.</source>
        <translation>Запишите его одной строкой «Имя: значение»; некоторые заголовки задаёт только сама программа.</translation>
    </message>
    <message>
        <source>Check quotes, commas and brackets.</source>
        <translation>Проверьте кавычки, запятые и скобки.</translation>
    </message>
    <message>
        <source>Correct the place that is named and start again; nothing was sent.</source>
        <translation>Исправьте указанное место и запустите снова; ничего не отправлено.</translation>
    </message>
    <message>
        <source>Correct or remove that line. Prompts are one JSON object a line, a trace is one of Mooncake, Azure or BurstGPT.</source>
        <translation>Исправьте или удалите эту строку. Промпты — по объекту JSON в строке, трасса — Mooncake, Azure или BurstGPT.</translation>
    </message>
    <message>
        <source>Check the spelling of the host and whether its name server can be reached.</source>
        <translation>Проверьте написание имени хоста и доступность сервера DNS.</translation>
    </message>
    <message>
        <source>Start the server, or correct its host and port.</source>
        <translation>Запустите сервер или исправьте его хост и порт.</translation>
    </message>
    <message>
        <source>Check host, port and firewall; a server that is still loading may need a minute.</source>
        <translation>Проверьте хост, порт и межсетевой экран; серверу, который ещё загружается, может понадобиться минута.</translation>
    </message>
    <message>
        <source>Check the network or the tunnel to the host.</source>
        <translation>Проверьте сеть или туннель до хоста.</translation>
    </message>
    <message>
        <source>Name the file of the server&apos;s certificate authority, or allow an unverified certificate for this backend.</source>
        <translation>Укажите файл удостоверяющего центра сервера или разрешите для этого бэкенда непроверенный сертификат.</translation>
    </message>
    <message>
        <source>Wait until the server is ready, or look at its log.</source>
        <translation>Подождите, пока сервер будет готов, или посмотрите его журнал.</translation>
    </message>
    <message>
        <source>Read the server&apos;s own words; model name, endpoint and key are the usual reasons.</source>
        <translation>Прочитайте ответ самого сервера; обычные причины — имя модели, конечная точка и ключ.</translation>
    </message>
    <message>
        <source>Check that the URL is that of the API and that the backend kind is right.</source>
        <translation>Проверьте, что URL ведёт к API и тип бэкенда указан верно.</translation>
    </message>
    <message>
        <source>See whether the server is overloaded, or allow it more time.</source>
        <translation>Посмотрите, не перегружен ли сервер, или дайте ему больше времени.</translation>
    </message>
    <message>
        <source>Raise the limit with ulimit -n, or use fewer users.</source>
        <translation>Поднимите предел командой ulimit -n или уменьшите число пользователей.</translation>
    </message>
    <message>
        <source>Widen net.ipv4.ip_local_port_range, or use fewer users.</source>
        <translation>Расширьте net.ipv4.ip_local_port_range или уменьшите число пользователей.</translation>
    </message>
    <message>
        <source>Check the path and the permission to read it.</source>
        <translation>Проверьте путь и право на чтение.</translation>
    </message>
    <message>
        <source>Check the path and the permission to write there, or choose another place.</source>
        <translation>Проверьте путь и право на запись или выберите другое место.</translation>
    </message>
    <message>
        <source>Free some space, or choose a place on another disk.</source>
        <translation>Освободите место или выберите место на другом диске.</translation>
    </message>
    <message>
        <source>Check the path and its folder, or choose another file.</source>
        <translation>Проверьте путь и его папку или выберите другой файл.</translation>
    </message>
    <message>
        <source>Allow writing, or choose another file for new runs; this one can still be read.</source>
        <translation>Разрешите запись или выберите для новых прогонов другой файл; этот по-прежнему можно читать.</translation>
    </message>
    <message>
        <source>Let the other program finish and try again, or choose another file.</source>
        <translation>Дождитесь завершения другой программы и повторите или выберите другой файл.</translation>
    </message>
    <message>
        <source>Open it with that version; this one leaves the file as it is.</source>
        <translation>Откройте её той версией; эта оставляет файл как есть.</translation>
    </message>
    <message>
        <source>Choose another file, or recover this one with sqlite3 and its .recover command.</source>
        <translation>Выберите другой файл или восстановите этот командой .recover программы sqlite3.</translation>
    </message>
    <message>
        <source>Choose another file; this one was not touched.</source>
        <translation>Выберите другой файл; этот не изменён.</translation>
    </message>
    <message>
        <source>Look at the list for the names that exist.</source>
        <translation>Существующие имена есть в списке.</translation>
    </message>
    <message>
        <source>Use the number instead of the name.</source>
        <translation>Используйте номер вместо имени.</translation>
    </message>
    <message>
        <source>What was measured is kept; resume goes on at the first unfinished cell.</source>
        <translation>Измеренное сохранено; продолжение начнётся с первой незавершённой ячейки.</translation>
    </message>
    <message>
        <source>Check that the installation is complete, then try again.</source>
        <translation>Проверьте, что программа установлена полностью, и повторите.</translation>
    </message>
    <message>
        <source>Choose another way; the documentation lists what there is.</source>
        <translation>Выберите другой способ; возможности перечислены в документации.</translation>
    </message>
    <message>
        <source>Please report it with this message; stored runs are not affected.</source>
        <translation>Сообщите об ошибке вместе с этим текстом; сохранённые прогоны не пострадали.</translation>
    </message>
    <message>
        <source>Put the right key into the keychain or an environment variable and name it for this backend.</source>
        <translation>Поместите верный ключ в хранилище ключей или в переменную окружения и укажите имя для этого бэкенда.</translation>
    </message>
    <message>
        <source>Set that variable before the start, or put the key into the keychain again; keys are never stored with a run.</source>
        <translation>Задайте эту переменную перед запуском или снова поместите ключ в хранилище; с прогоном ключи не сохраняются.</translation>
    </message>
    <message>
        <source>Put the key into an environment variable and name that variable instead; a keychain needs a desktop session with a Secret Service or KWallet.</source>
        <translation>Поместите ключ в переменную окружения и укажите её имя; хранилищу ключей нужен сеанс рабочего стола с Secret Service или KWallet.</translation>
    </message>
    <message>
        <source>Unlock the keychain and allow access, then try again.</source>
        <translation>Разблокируйте хранилище ключей, разрешите доступ и попробуйте снова.</translation>
    </message>
    <message>
        <source>The command before the repetition failed: %1%2.</source>
        <translation>Команда перед повторением не удалась: %1%2.</translation>
    </message>
    <message>
        <source>The server did not come up in time after the command before the repetition: %1%2.</source>
        <translation>После команды перед повторением сервер не поднялся вовремя: %1%2.</translation>
    </message>
    <message>
        <source>Run the command in a terminal of this user to see what it wants; what it printed is kept with the run.</source>
        <translation>Выполните команду в терминале этого пользователя и посмотрите, чего ей не хватает; её вывод хранится вместе с прогоном.</translation>
    </message>
    <message>
        <source>Give it longer with ready_timeout in [before_repetition], or look at what the command printed.</source>
        <translation>Дайте ему больше времени через ready_timeout в [before_repetition] или посмотрите, что вывела команда.</translation>
    </message>
</context>
<context>
    <name>FailedCellText</name>
    <message>
        <source>%1: %2</source>
        <comment>backend and loads, why they failed</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>run, backend and loads with why they failed</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>%1 × %2</source>
        <comment>count × cause</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>cause: the server&apos;s message</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3 requests failed</source>
        <comment>backend, how many, of how many</comment>
        <translation>%1: сбоев %2 из %3 запросов</translation>
    </message>
</context>
<context>
    <name>FaultWords</name>
    <message>
        <source>This must not be empty.</source>
        <translation>Здесь не должно быть пусто.</translation>
    </message>
    <message>
        <source>There is none; at least one is needed.</source>
        <translation>Нет ни одного; нужен хотя бы один.</translation>
    </message>
    <message>
        <source>This is missing.</source>
        <translation>Это не задано.</translation>
    </message>
    <message>
        <source>This is given twice.</source>
        <translation>Это задано дважды.</translation>
    </message>
    <message>
        <source>This must not be above %1.</source>
        <translation>Не больше %1.</translation>
    </message>
    <message>
        <source>This must be a whole number from 1 to %1.</source>
        <translation>Нужно целое число от 1 до %1.</translation>
    </message>
    <message>
        <source>This must not be negative.</source>
        <translation>Значение не может быть отрицательным.</translation>
    </message>
    <message>
        <source>This must be above 0.</source>
        <translation>Значение должно быть больше 0.</translation>
    </message>
    <message>
        <source>This must be a number from 0 up.</source>
        <translation>Нужно число не меньше 0.</translation>
    </message>
    <message>
        <source>At least 1 is needed.</source>
        <translation>Нужна хотя бы 1.</translation>
    </message>
    <message>
        <source>The URL is missing. Write http://host:port or sim:preset.</source>
        <translation>URL не задан. Напишите http://хост:порт или sim:пресет.</translation>
    </message>
    <message>
        <source>Only http, https and sim: can be measured, not %1.</source>
        <translation>Измерять можно только http, https и sim:, а не %1.</translation>
    </message>
    <message>
        <source>There is no host in %1.</source>
        <translation>В %1 нет хоста.</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535, which %1 has not.</source>
        <translation>Порт — число от 1 до 65535; в %1 он другой.</translation>
    </message>
    <message>
        <source>The name of a preset is missing after sim:.</source>
        <translation>После sim: нет имени пресета.</translation>
    </message>
    <message>
        <source>A whole URL is needed, with http:// or https://, not %1.</source>
        <translation>Нужен полный URL с http:// или https://, а не %1.</translation>
    </message>
    <message>
        <source>The word “off” must stand alone.</source>
        <translation>Слово «off» должно стоять одно.</translation>
    </message>
    <message>
        <source>The kind of server %1 is not known. Write openai for any other server that speaks its API.</source>
        <translation>Вид сервера %1 неизвестен. Для любого другого сервера с API OpenAI напишите openai.</translation>
    </message>
    <message>
        <source>The kind of server %1 is not known. Perhaps %2 is meant.</source>
        <translation>Вид сервера %1 неизвестен. Возможно, имелось в виду %2.</translation>
    </message>
    <message>
        <source>A native API is named, but requests go to another one.</source>
        <translation>Назван собственный API, а запросы идут к другому.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of an API.</source>
        <translation>%1 не может быть именем API.</translation>
    </message>
    <message>
        <source>HTTP does not allow this header: %1.</source>
        <translation>HTTP не допускает такой заголовок: %1.</translation>
    </message>
    <message>
        <source>The header %1 is set by the program itself.</source>
        <translation>Заголовок %1 ставит сама программа.</translation>
    </message>
    <message>
        <source>This must be a JSON object: {&quot;name&quot;: value}.</source>
        <translation>Нужен объект JSON: {&quot;имя&quot;: значение}.</translation>
    </message>
    <message>
        <source>Answers are measured as streams; stream cannot be switched off.</source>
        <translation>Ответы измеряются как потоки; stream отключить нельзя.</translation>
    </message>
    <message>
        <source>A colour is written #rrggbb, not %1.</source>
        <translation>Цвет пишется как #rrggbb, а не %1.</translation>
    </message>
    <message>
        <source>A CA file has no use while certificates are not verified.</source>
        <translation>Файл ЦС не нужен, пока сертификаты не проверяются.</translation>
    </message>
    <message>
        <source>This is not the name of an environment variable. The key itself does not belong here.</source>
        <translation>Это не имя переменной окружения. Сам ключ сюда не пишут.</translation>
    </message>
    <message>
        <source>This is not the name of a key in the keychain.</source>
        <translation>Это не имя ключа в системном хранилище.</translation>
    </message>
    <message>
        <source>The key cannot come from a variable and from the keychain.</source>
        <translation>Ключ не может браться сразу из переменной и из хранилища.</translation>
    </message>
    <message>
        <source>The least length is above the greatest.</source>
        <translation>Наименьшая длина больше наибольшей.</translation>
    </message>
    <message>
        <source>The mean lies outside the least and the greatest length.</source>
        <translation>Среднее лежит вне наименьшей и наибольшей длины.</translation>
    </message>
    <message>
        <source>A fixed length has no spread.</source>
        <translation>У постоянной длины нет разброса.</translation>
    </message>
    <message>
        <source>The spread must be below the mean.</source>
        <translation>Разброс должен быть меньше среднего.</translation>
    </message>
    <message>
        <source>No GPU of the table goes by %1, or more than one does: write A100-80GB, h100-sxm, h100-pcie, h200-sxm, l40s, rtx-4090 or b200.</source>
        <translation>Под именем %1 в таблице нет видеокарты или подходит больше одной: напишите A100-80GB, h100-sxm, h100-pcie, h200-sxm, l40s, rtx-4090 или b200.</translation>
    </message>
    <message>
        <source>The shape of the model %1 is not known; give the path of its config.json.</source>
        <translation>Размеры модели %1 неизвестны; укажите путь к её config.json.</translation>
    </message>
    <message>
        <source>Weights are stored as fp16, bf16, fp8, int8, int4, awq or gptq, not as %1.</source>
        <translation>Веса хранятся как fp16, bf16, fp8, int8, int4, awq или gptq, а не %1.</translation>
    </message>
    <message>
        <source>A KV cache is stored as fp16, bf16, fp8 or int8, not as %1.</source>
        <translation>KV-кэш хранится как fp16, bf16, fp8 или int8, а не %1.</translation>
    </message>
    <message>
        <source>Synthetic prompts come from no file.</source>
        <translation>Синтетические промпты не берутся из файла.</translation>
    </message>
    <message>
        <source>Either a duration or a number of requests ends a point, not both.</source>
        <translation>Точку завершает либо длительность, либо число запросов, но не оба.</translation>
    </message>
    <message>
        <source>With a number of requests every one counts, so there is no warm-up.</source>
        <translation>При заданном числе запросов считается каждый, поэтому прогрева нет.</translation>
    </message>
    <message>
        <source>With the ramp inside the window there is no warm-up; write 0s.</source>
        <translation>Когда разгон внутри окна, прогрева нет; напишите 0s.</translation>
    </message>
    <message>
        <source>The ramp is as long as the window around it.</source>
        <translation>Разгон не короче окна, в котором он лежит.</translation>
    </message>
    <message>
        <source>Kept are the percentiles 50, 90, 95 and 99.</source>
        <translation>Хранятся перцентили 50, 90, 95 и 99.</translation>
    </message>
    <message>
        <source>%1 is given twice.</source>
        <translation>%1 задано дважды.</translation>
    </message>
    <message>
        <source>Two numbers above 0 are needed: for a warning and for bad.</source>
        <translation>Нужны два числа больше 0: для предупреждения и для плохого.</translation>
    </message>
    <message>
        <source>The limit for bad is reached before the one for a warning.</source>
        <translation>Граница плохого достигается раньше границы предупреждения.</translation>
    </message>
    <message>
        <source>This says nothing for a load of this kind.</source>
        <translation>Для такого вида нагрузки это ничего не значит.</translation>
    </message>
    <message>
        <source>An endless rate sends all requests at once; say how many there are.</source>
        <translation>Бесконечная частота отправляет все запросы сразу; скажите, сколько их.</translation>
    </message>
    <message>
        <source>Every request of a trace counts, so there is no warm-up; write 0s.</source>
        <translation>У трассы считается каждый запрос, поэтому разогрева нет; напишите 0s.</translation>
    </message>
    <message>
        <source>A line of the headers is not of the form “Name: value”.</source>
        <translation>Строка заголовков не имеет вида «Имя: значение».</translation>
    </message>
    <message>
        <source>%1 is no URL. Write http://host:port or sim:preset.</source>
        <translation>%1 — не URL. Напишите http://host:port или sim:preset.</translation>
    </message>
    <message>
        <source>Nothing is asked of a point, so every load is good enough; give a requirement or a limit.</source>
        <translation>От точки ничего не требуется, поэтому годится любая нагрузка; задайте требование или предел.</translation>
    </message>
    <message>
        <source>The highest load is below the lowest.</source>
        <translation>Наибольшая нагрузка меньше наименьшей.</translation>
    </message>
    <message>
        <source>A trace brings its own load, so there is none to search for.</source>
        <translation>Трасса сама задаёт нагрузку, искать нечего.</translation>
    </message>
    <message>
        <source>This must be above 0 and at most 100 percent.</source>
        <translation>Здесь нужно число больше 0 и не больше 100 процентов.</translation>
    </message>
    <message>
        <source>This must be above 0 and below 1.</source>
        <translation>Здесь нужно число больше 0 и меньше 1.</translation>
    </message>
    <message>
        <source>Only synthetic prompts can share a chosen part; these come from a file.</source>
        <translation>Выбранная общая часть бывает только у синтетических запросов, а эти берутся из файла.</translation>
    </message>
    <message>
        <source>A shared prefix needs unique text behind it.</source>
        <translation>За общим началом должен стоять неповторимый текст.</translation>
    </message>
    <message>
        <source>For a shell the command is one line of text.</source>
        <translation>Для оболочки команда — это одна строка текста.</translation>
    </message>
    <message>
        <source>A name or password does not belong in a URL, for URLs are stored; give it as a header: %1.</source>
        <translation>Имени и паролю не место в адресе: адреса хранятся. Задайте их заголовком: %1.</translation>
    </message>
    <message>
        <source>A URL is given without “?” and “#” and what follows them: %1.</source>
        <translation>Адрес задаётся без «?» и «#» и того, что за ними: %1.</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>over the time limit</source>
        <translation>дольше предела</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>d</source>
        <translation>д</translation>
    </message>
    <message>
        <source>h</source>
        <translation>ч</translation>
    </message>
    <message>
        <source>min</source>
        <translation>мин</translation>
    </message>
</context>
<context>
    <name>HelpPages</name>
    <message>
        <source>From a URL to an answer</source>
        <translation>От URL до ответа</translation>
    </message>
    <message>
        <source>**Backends**: add a server by its URL, or a simulated one. Try one request on it first.</source>
        <translation>**Бэкенды**: добавьте сервер по URL или симуляцию. Сначала попробуйте один запрос.</translation>
    </message>
    <message>
        <source>**Plan**: pick backends, concurrent users, lengths. The page shows how long it will take.</source>
        <translation>**План**: выберите бэкенды, число пользователей, длины. Страница покажет, сколько это займёт.</translation>
    </message>
    <message>
        <source>**Run**: watch the cells fill. Pause waits for the current cell, Stop keeps what is finished.</source>
        <translation>**Прогон**: следите, как заполняются ячейки. Пауза ждёт конца текущей ячейки, остановка сохраняет законченное.</translation>
    </message>
    <message>
        <source>**Results**: lay runs on the same axes, see differences with their intervals, export charts.</source>
        <translation>**Результаты**: наложите прогоны на одни оси, посмотрите различия с интервалами, сохраните графики.</translation>
    </message>
    <message>
        <source>**Report**: the answer in words, with what the data cannot say.</source>
        <translation>**Отчёт**: ответ словами и то, чего данные сказать не могут.</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Термины</translation>
    </message>
    <message>
        <source>time to first token: from sending the request to its first token</source>
        <translation>время до первого токена: от отправки запроса до первого токена</translation>
    </message>
    <message>
        <source>time per output token after the first one</source>
        <translation>время на каждый выходной токен после первого</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Скорость вывода</translation>
    </message>
    <message>
        <source>tokens received inside the window, all users, per second</source>
        <translation>токены, полученные в окне измерения, все пользователи, в секунду</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ячейка</translation>
    </message>
    <message>
        <source>one backend at one number of users, once</source>
        <translation>один бэкенд при одном числе пользователей, один раз</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Точка</translation>
    </message>
    <message>
        <source>all repetitions of a cell, with a verdict: [what they mean](%1)</source>
        <translation>все повторы ячейки, с вердиктом: [что они значат](%1)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>the five pages</source>
        <translation>пять страниц</translation>
    </message>
    <message>
        <source>run the plan</source>
        <translation>запустить план</translation>
    </message>
    <message>
        <source>stop the run, after one question</source>
        <translation>остановить прогон, после одного вопроса</translation>
    </message>
    <message>
        <source>undo and redo changes of the plan</source>
        <translation>отменить и повторить изменения плана</translation>
    </message>
    <message>
        <source>new plan, open a plan, save the plan</source>
        <translation>новый план, открыть план, сохранить план</translation>
    </message>
    <message>
        <source>help about the page that is shown</source>
        <translation>справка о показанной странице</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Первые шаги</translation>
    </message>
    <message>
        <source>Metrics and verdicts</source>
        <translation>Метрики и вердикты</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Метод</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Бэкенды</translation>
    </message>
    <message>
        <source>Simulated backends</source>
        <translation>Симуляция</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База данных</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Командная строка</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>клавиши</translation>
    </message>
    <message>
        <source>what they do</source>
        <translation>что делают</translation>
    </message>
    <message>
        <source>term</source>
        <translation>термин</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>значение</translation>
    </message>
</context>
<context>
    <name>MetricWords</name>
    <message>
        <source>TTFT mean</source>
        <translation>TTFT, среднее</translation>
    </message>
    <message>
        <source>TTFT p50</source>
        <translation>TTFT p50</translation>
    </message>
    <message>
        <source>TTFT p90</source>
        <translation>TTFT p90</translation>
    </message>
    <message>
        <source>TTFT p95</source>
        <translation>TTFT p95</translation>
    </message>
    <message>
        <source>TTFT p99</source>
        <translation>TTFT p99</translation>
    </message>
    <message>
        <source>TPOT mean</source>
        <translation>TPOT, среднее</translation>
    </message>
    <message>
        <source>TPOT p50</source>
        <translation>TPOT p50</translation>
    </message>
    <message>
        <source>TPOT p90</source>
        <translation>TPOT p90</translation>
    </message>
    <message>
        <source>TPOT p95</source>
        <translation>TPOT p95</translation>
    </message>
    <message>
        <source>TPOT p99</source>
        <translation>TPOT p99</translation>
    </message>
    <message>
        <source>E2EL mean</source>
        <translation>E2EL, среднее</translation>
    </message>
    <message>
        <source>E2EL p50</source>
        <translation>E2EL p50</translation>
    </message>
    <message>
        <source>E2EL p90</source>
        <translation>E2EL p90</translation>
    </message>
    <message>
        <source>E2EL p95</source>
        <translation>E2EL p95</translation>
    </message>
    <message>
        <source>E2EL p99</source>
        <translation>E2EL p99</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Скорость генерации</translation>
    </message>
    <message>
        <source>Request rate</source>
        <translation>Частота запросов</translation>
    </message>
    <message>
        <source>Chunk gap mean</source>
        <translation>Пауза между порциями, среднее</translation>
    </message>
    <message>
        <source>Chunk gap p50</source>
        <translation>Пауза между порциями p50</translation>
    </message>
    <message>
        <source>Chunk gap p90</source>
        <translation>Пауза между порциями p90</translation>
    </message>
    <message>
        <source>Chunk gap p95</source>
        <translation>Пауза между порциями p95</translation>
    </message>
    <message>
        <source>Chunk gap p99</source>
        <translation>Пауза между порциями p99</translation>
    </message>
    <message>
        <source>TTFT from due mean</source>
        <translation>Среднее TTFT от срока</translation>
    </message>
    <message>
        <source>TTFT from due p50</source>
        <translation>TTFT от срока p50</translation>
    </message>
    <message>
        <source>TTFT from due p90</source>
        <translation>TTFT от срока p90</translation>
    </message>
    <message>
        <source>TTFT from due p95</source>
        <translation>TTFT от срока p95</translation>
    </message>
    <message>
        <source>TTFT from due p99</source>
        <translation>TTFT от срока p99</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>токенов/с</translation>
    </message>
    <message>
        <source>requests/s</source>
        <translation>запросов/с</translation>
    </message>
    <message>
        <source>Time to first token: from the sending of a request to its first generated token.</source>
        <translation>Время до первого токена: от отправки запроса до первого сгенерированного токена.</translation>
    </message>
    <message>
        <source>Time per output token: between the tokens of an answer after its first.</source>
        <translation>Время на токен вывода: между токенами ответа после первого.</translation>
    </message>
    <message>
        <source>End-to-end latency: from the sending of a request to its last token.</source>
        <translation>Полная задержка: от отправки запроса до последнего токена.</translation>
    </message>
    <message>
        <source>Generated tokens received per second, all users together.</source>
        <translation>Сгенерированных токенов получено в секунду, все пользователи вместе.</translation>
    </message>
    <message>
        <source>Requests completed per second, all users together.</source>
        <translation>Запросов завершено в секунду, все пользователи вместе.</translation>
    </message>
    <message>
        <source>Chunk gap: between two successive events of an answer that carry tokens.</source>
        <translation>Пауза между порциями: время между двумя соседними событиями ответа, в которых есть токены.</translation>
    </message>
    <message>
        <source>Time to first token from when a request was due by its schedule: the wait in the client counts.</source>
        <translation>Время до первого токена от срока запроса по расписанию: ожидание в клиенте входит в него.</translation>
    </message>
</context>
<context>
    <name>OutcomeWords</name>
    <message>
        <source>completed</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>нет соединения</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>сбой TLS</translation>
    </message>
    <message>
        <source>HTTP error</source>
        <translation>ошибка HTTP</translation>
    </message>
    <message>
        <source>error in the stream</source>
        <translation>ошибка в потоке</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>оборван</translation>
    </message>
    <message>
        <source>stalled</source>
        <translation>завис</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>тайм-аут</translation>
    </message>
    <message>
        <source>connection reset</source>
        <translation>соединение сброшено</translation>
    </message>
    <message>
        <source>protocol error</source>
        <translation>ошибка протокола</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменён</translation>
    </message>
</context>
<context>
    <name>PaperWords</name>
    <message>
        <source>What this data cannot say</source>
        <translation>Чего эти данные не говорят</translation>
    </message>
    <message>
        <source>Every point</source>
        <translation>Все точки</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>страница %1 из %2</translation>
    </message>
    <message>
        <source>What the comparison carries</source>
        <translation>Что доказывает сравнение</translation>
    </message>
    <message>
        <source>Failed requests</source>
        <translation>Сбои запросов</translation>
    </message>
</context>
<context>
    <name>PhaseWords</name>
    <message>
        <source>ramp</source>
        <translation>разгон</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>прогрев</translation>
    </message>
    <message>
        <source>window</source>
        <translation>окно</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>завершение</translation>
    </message>
</context>
<context>
    <name>MisfitWords</name>
    <message>
        <source>the plan says that it is %1, and the server says that it is %2: requests are made for %1</source>
        <translation>по плану это %1, а сервер называет себя %2: запросы составляются для %1</translation>
    </message>
    <message>
        <source>the server does not list the model %1; it lists %2</source>
        <translation>модели %1 нет в списке сервера; в нём есть %2</translation>
    </message>
    <message>
        <source>the server does not list the model %1; it lists %2; nearest is %3</source>
        <translation>модели %1 нет в списке сервера; в нём есть %2; ближе всего %3</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <comment>names, how many</comment>
        <translation>%1 и ещё %2</translation>
    </message>
</context>
<context>
    <name>PlanAdvice</name>
    <message>
        <source>%1: %2.</source>
        <comment>backend: what does not fit</comment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Measure it as %1</source>
        <comment>a kind of server</comment>
        <translation>Измерять как %1</translation>
    </message>
    <message>
        <source>Ask for %1</source>
        <comment>a model</comment>
        <translation>Запрашивать %1</translation>
    </message>
    <message>
        <source>The extra field %1 of %2 holds a secret, which is not stored with the run. Write env:VARIABLE or keychain:NAME in its place.</source>
        <translation>Дополнительное поле %1 у %2 содержит секрет, он не сохраняется вместе с прогоном. Напишите вместо него env:ПЕРЕМЕННАЯ или keychain:ИМЯ.</translation>
    </message>
    <message>
        <source>The header %1 of %2 holds a secret, which is not stored with the run. Write env:VARIABLE or keychain:NAME in its place.</source>
        <translation>Заголовок %1 у %2 содержит секрет, он не сохраняется вместе с прогоном. Напишите вместо него env:ПЕРЕМЕННАЯ или keychain:ИМЯ.</translation>
    </message>
    <message>
        <source>%1 serves at most %2 requests at once. At %3 users, %4 always wait: TTFT there will show the queue, not the engine.</source>
        <translation>%1 обслуживает не больше %2 запросов одновременно. При %3 пользователях %4 всегда ждут: TTFT там покажет очередь, а не движок.</translation>
    </message>
    <message>
        <source>Lower to %1</source>
        <translation>Снизить до %1</translation>
    </message>
    <message>
        <source>The smallest cell will have about %1 requests. That is too few for p%2, which would rest on %3 of them.</source>
        <translation>В самой малой ячейке будет около %1 запросов. Для p%2 этого мало: он опирался бы на %3 из них.</translation>
    </message>
    <message>
        <source>Show up to p%1</source>
        <translation>Показывать до p%1</translation>
    </message>
    <message>
        <source>Send %1 requests</source>
        <translation>Послать запросов: %1</translation>
    </message>
    <message>
        <source>Measure for %1</source>
        <translation>Измерять %1</translation>
    </message>
    <message>
        <source>Answers end where each model ends them, so backends may get different work. Points whose lengths differ are marked.</source>
        <translation>Ответы заканчиваются там, где их закончит модель, поэтому бэкенды могут получить разную работу. Точки с разной длиной ответов помечаются.</translation>
    </message>
    <message>
        <source>Ask for exact lengths</source>
        <translation>Запросить точную длину</translation>
    </message>
    <message>
        <source>With fewer than three repetitions no sentence will say that one backend is faster; only intervals within the run are shown.</source>
        <translation>Если повторений меньше трёх, нигде не будет сказано, что один бэкенд быстрее: показываются только интервалы внутри прогона.</translation>
    </message>
    <message>
        <source>Repeat three times</source>
        <translation>Повторить трижды</translation>
    </message>
</context>
<context>
    <name>PointRemarks</name>
    <message>
        <source>hollow: not to be quoted</source>
        <translation>пустые: не для цитирования</translation>
    </message>
    <message>
        <source>pale: with a warning</source>
        <translation>бледные: предупреждение</translation>
    </message>
    <message>
        <source>hollow to the top: over the time limit</source>
        <translation>пустые до верха: дольше предела времени</translation>
    </message>
    <message>
        <source>hatched: with a warning</source>
        <translation>штриховка: предупреждение</translation>
    </message>
    <message>
        <source>above the dashed line: over the time limit</source>
        <translation>над пунктиром: дольше предела времени</translation>
    </message>
</context>
<context>
    <name>ReferenceOverlay</name>
    <message>
        <source>dashed: BentoML working notebook of May 2024, digitised, not measured here</source>
        <translation>пунктир: рабочий блокнот BentoML, май 2024, оцифровано, измерено не здесь</translation>
    </message>
    <message>
        <source>dashed: NVIDIA course data of 2024, one A100, 200 tokens in and out, not measured here</source>
        <translation>пунктир: данные курса NVIDIA, 2024, одна A100, по 200 токенов на входе и выходе, измерено не здесь</translation>
    </message>
    <message>
        <source>dashed: MLC blog of October 2024, one H100, digitised, not measured here</source>
        <translation>пунктир: блог MLC, октябрь 2024, одна H100, оцифровано, измерено не здесь</translation>
    </message>
    <message>
        <source>No reference</source>
        <translation>Без образца</translation>
    </message>
    <message>
        <source>%1: no such figure for this model</source>
        <translation>%1: для этой модели такой величины нет</translation>
    </message>
</context>
<context>
    <name>RefusalWords</name>
    <message>
        <source>This server does not take ignore_eos. Let the model end its answers: --no-ignore-eos, ignore_eos = false in the plan, or “at most” as the output length of the workload.</source>
        <translation>Этот сервер не принимает ignore_eos. Пусть модель сама заканчивает ответы: --no-ignore-eos, ignore_eos = false в плане или «не больше» как длина вывода нагрузки.</translation>
    </message>
    <message>
        <source>This server wants max_completion_tokens. Give the backend the kind openai.com, which says so.</source>
        <translation>Этот сервер ждёт max_completion_tokens. Выберите для бэкенда вид openai.com: с ним поле называется так.</translation>
    </message>
    <message>
        <source>This server does not take %1. Give the backend the extra body %2 (--extra-body), and it is left out.</source>
        <translation>Этот сервер не принимает %1. Задайте бэкенду добавку к телу %2 (--extra-body), и оно не будет отправлено.</translation>
    </message>
</context>
<context>
    <name>ReplicaWords</name>
    <message>
        <source>Counted by each replica: %1.</source>
        <translation>Насчитали реплики: %1.</translation>
    </message>
    <message>
        <source>Mean TTFT by each replica, in ms: %1.</source>
        <translation>Средний TTFT по репликам, мс: %1.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a replica&apos;s metrics page, what it counted</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>ReportContent</name>
    <message>
        <source>Interactive chat</source>
        <translation>Диалог</translation>
    </message>
    <message>
        <source>Code completion</source>
        <translation>Автодополнение кода</translation>
    </message>
    <message>
        <source>The point of %1 at %2 cannot be judged.</source>
        <translation>Точку %1 на уровне «%2» оценить нельзя.</translation>
    </message>
    <message>
        <source>The points of %1 at %2 cannot be judged.</source>
        <translation>Точки %1 на уровнях «%2» оценить нельзя.</translation>
    </message>
    <message>
        <source>none of them, at the loads measured</source>
        <translation>ни один при измеренных нагрузках</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>ответа нет</translation>
    </message>
    <message>
        <source>%1, at least %2</source>
        <translation>%1, не менее: %2</translation>
    </message>
    <message>
        <source>%1, at least %2, under %3</source>
        <translation>%1, не менее: %2, но меньше %3</translation>
    </message>
    <message>
        <source>%1 % more than %2 at its best, %3 (95 %: %4 … %5 %).</source>
        <translation>На %1 % больше лучшего результата %2, %3 (95 %: %4 … %5 %).</translation>
    </message>
    <message numerus="yes">
        <source>Measured %1 % above %2 at its best, %3; %n repetition(s) do not show that this is more than chance.</source>
        <translation>
            <numerusform>Измерено на %1 % больше лучшего результата %2, %3; по %n повтору не видно, что это не случайность.</numerusform>
            <numerusform>Измерено на %1 % больше лучшего результата %2, %3; по %n повторам не видно, что это не случайность.</numerusform>
            <numerusform>Измерено на %1 % больше лучшего результата %2, %3; по %n повторам не видно, что это не случайность.</numerusform>
        </translation>
    </message>
    <message>
        <source>Measured %1 % above %2 at its best, %3; with so few repetitions this says nothing of the next run.</source>
        <translation>Измерено на %1 % больше лучшего результата %2, %3; при столь малом числе повторов это ничего не говорит о следующем прогоне.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Пакетная обработка</translation>
    </message>
    <message>
        <source>highest output rate</source>
        <translation>наибольшая скорость выхода</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>не измерено</translation>
    </message>
    <message>
        <source>%1, %2 tok/s</source>
        <translation>%1, %2 ток/с</translation>
    </message>
    <message>
        <source>Highest at %1.</source>
        <translation>Наибольшая скорость на уровне «%1».</translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s): differences belong to this run, and none of them says which backend is faster.</source>
        <translation>
            <numerusform>%n повтор: различия относятся к этому прогону и не говорят, какой бэкенд быстрее.</numerusform>
            <numerusform>%n повтора: различия относятся к этому прогону и не говорят, какой бэкенд быстрее.</numerusform>
            <numerusform>%n повторов: различия относятся к этому прогону и не говорят, какой бэкенд быстрее.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n point(s) carry a warning or worse.</source>
        <translation>
            <numerusform>С предупреждением или хуже: %1 из %n точки.</numerusform>
            <numerusform>С предупреждением или хуже: %1 из %n точек.</numerusform>
            <numerusform>С предупреждением или хуже: %1 из %n точек.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 at %2: %3.</source>
        <translation>%1, %2: %3.</translation>
    </message>
    <message>
        <source>Between the levels measured nothing is known: “at least” and “under” name measured levels.</source>
        <translation>Между измеренными уровнями ничего не известно: «не менее» и «меньше» называют измеренные уровни.</translation>
    </message>
    <message>
        <source>The quality of the answers was not compared.</source>
        <translation>Качество ответов не сравнивалось.</translation>
    </message>
    <message>
        <source>These figures come from simulated backends.</source>
        <translation>Эти числа получены на симулированных бэкендах.</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>plan sha256 %1</source>
        <translation>план sha256 %1</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Бэкенд</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Польз.</translation>
    </message>
    <message>
        <source>Output tok/s</source>
        <translation>Выход, ток/с</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>tok/s per user</source>
        <translation>ток/с на польз.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Вердикт</translation>
    </message>
    <message>
        <source>Within the limits at every load judged: %1.</source>
        <translation>Укладываются при всех оценённых нагрузках: %1.</translation>
    </message>
    <message>
        <source>Largest load</source>
        <translation>Наибольшая нагрузка</translation>
    </message>
    <message>
        <source>TTFT %1 ≤ 500 ms, ≥ 15 tok/s per user</source>
        <translation>TTFT %1 ≤ 500 мс, ≥ 15 ток/с на пользователя</translation>
    </message>
    <message>
        <source>TTFT %1 ≤ 150 ms</source>
        <translation>TTFT %1 ≤ 150 мс</translation>
    </message>
    <message>
        <source>%1 holds up to %2 and misses at %3 (TTFT %4 %5, %6 tok/s per user).</source>
        <comment>%4: a percentile</comment>
        <translation>%1 укладывается до уровня «%2» и не укладывается на уровне «%3» (TTFT %4 %5, %6 ток/с на пользователя).</translation>
    </message>
    <message>
        <source>%1 misses them already at %2 (TTFT %3 %4, %5 tok/s per user).</source>
        <comment>%3: a percentile</comment>
        <translation>%1 не укладывается уже на уровне «%2» (TTFT %3 %4, %5 ток/с на пользователя).</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>не оценено</translation>
    </message>
    <message>
        <source>At some points too few requests lie beyond any percentile of the TTFT.</source>
        <translation>В некоторых точках за любым процентилем TTFT лежит слишком мало запросов.</translation>
    </message>
    <message>
        <source>The TTFT is judged by %1: at some points too few requests lie beyond p95.</source>
        <translation>TTFT оценивается по %1: в некоторых точках за p95 лежит слишком мало запросов.</translation>
    </message>
    <message>
        <source>TTFT %1</source>
        <translation>TTFT %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>backend, load</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>how many failed, causes</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>RequestCharts</name>
    <message>
        <source>ms, log scale</source>
        <translation>мс, лог. шкала</translation>
    </message>
    <message>
        <source>No request of these cells was stored.</source>
        <translation>Запросы этих ячеек не сохранены.</translation>
    </message>
    <message numerus="yes">
        <source>first %n users, a row each</source>
        <translation>
            <numerusform>первый пользователь</numerusform>
            <numerusform>первые %n, по строке</numerusform>
            <numerusform>первые %n, по строке</numerusform>
        </translation>
    </message>
    <message>
        <source>No request of this cell was stored.</source>
        <translation>Запросы этой ячейки не сохранены.</translation>
    </message>
    <message>
        <source>until the first token</source>
        <translation>до первого токена</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>генерация</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ошибка</translation>
    </message>
    <message>
        <source>TTFT at %1, share of requests</source>
        <translation>TTFT, %1: доля запросов</translation>
    </message>
    <message>
        <source>Requests of %1 at %2</source>
        <translation>Запросы: %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>first %n connections, a row each</source>
        <translation>
            <numerusform>первое %n соединение, по строке на каждое</numerusform>
            <numerusform>первые %n соединения, по строке на каждое</numerusform>
            <numerusform>первые %n соединений, по строке на каждое</numerusform>
        </translation>
    </message>
    <message>
        <source>Pull to move along the time, turn the wheel with Ctrl to zoom, double-click to go back.</source>
        <translation>Тяните, чтобы двигаться по времени; колесо с Ctrl меняет масштаб; двойной щелчок возвращает начальный вид.</translation>
    </message>
</context>
<context>
    <name>ResultCharts</name>
    <message>
        <source>%1 requests</source>
        <translation>запросов: %1</translation>
    </message>
    <message>
        <source>Curves appear here when a cell of the run has finished.</source>
        <translation>Кривые появятся здесь, когда завершится первая ячейка прогона.</translation>
    </message>
    <message>
        <source>Every point that has ended so far has failed.</source>
        <translation>Все точки, завершённые до сих пор, не удались.</translation>
    </message>
    <message>
        <source>band: 95 % interval between repetitions</source>
        <translation>полоса: интервал 95 % между повторами</translation>
    </message>
    <message>
        <source>band: 95 % interval within the run</source>
        <translation>полоса: интервал 95 % внутри прогона</translation>
    </message>
    <message>
        <source>Bars appear here when a cell of the run has finished.</source>
        <translation>Столбцы появятся здесь, когда завершится первая ячейка прогона.</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Время до первого токена</translation>
    </message>
    <message>
        <source>Time per output token</source>
        <translation>Время на токен ответа</translation>
    </message>
    <message>
        <source>End-to-end latency</source>
        <translation>Полная задержка</translation>
    </message>
    <message>
        <source>Gap between chunks</source>
        <translation>Пауза между порциями</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>среднее</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>ms, log scale</source>
        <translation>мс, лог. шкала</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>Output tokens per second</source>
        <translation>Выходные токены в секунду</translation>
    </message>
    <message>
        <source>tok/s, all users</source>
        <translation>ток/с, все пользователи</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 ток/с</translation>
    </message>
    <message>
        <source>run %1 “%2”, %3</source>
        <translation>прогон %1 «%2», %3</translation>
    </message>
    <message>
        <source>kernel receive timestamps</source>
        <translation>метки времени ядра</translation>
    </message>
    <message>
        <source>timestamps of the program</source>
        <translation>метки времени программы</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) without %1: too few requests</source>
        <translation>
            <numerusform>%n точка без %1: слишком мало запросов</numerusform>
            <numerusform>%n точки без %1: слишком мало запросов</numerusform>
            <numerusform>%n точек без %1: слишком мало запросов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s) without %1: too few requests</source>
        <translation>
            <numerusform>%n столбец без %1: слишком мало запросов</numerusform>
            <numerusform>%n столбца без %1: слишком мало запросов</numerusform>
            <numerusform>%n столбцов без %1: слишком мало запросов</numerusform>
        </translation>
    </message>
    <message>
        <source>dashed: from when requests were due</source>
        <translation>пунктир: от назначенного момента запроса</translation>
    </message>
    <message>
        <source>No request has given this figure.</source>
        <translation>Ни один запрос не дал этого показателя.</translation>
    </message>
    <message>
        <source>An endless rate has no place on this axis; the bars and the table show it.</source>
        <translation>Бесконечной частоте нет места на этой оси; её показывают столбцы и таблица.</translation>
    </message>
    <message>
        <source>Too few requests for %1. Choose %2, or measure longer.</source>
        <translation>Слишком мало запросов для %1. Выберите %2 или измеряйте дольше.</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <comment>file, why</comment>
        <translation>%1 не записан: %2</translation>
    </message>
</context>
<context>
    <name>ResultSet</name>
    <message>
        <source>%1, run %2</source>
        <comment>name, number</comment>
        <translation>%1, прогон %2</translation>
    </message>
    <message>
        <source>run %1</source>
        <comment>number</comment>
        <translation>прогон %1</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>The curve grows as cells finish.</source>
        <translation>Кривая растёт по мере завершения ячеек.</translation>
    </message>
    <message>
        <source>band: 95 % interval within the run</source>
        <translation>полоса: интервал 95 % внутри прогона</translation>
    </message>
    <message>
        <source>Waiting for the first answers.</source>
        <translation>Ждём первых ответов.</translation>
    </message>
    <message>
        <source>No answer yet; requests failed: %1.</source>
        <translation>Ответов пока нет; запросов с ошибкой: %1.</translation>
    </message>
    <message>
        <source>ramp, counted</source>
        <translation>разгон, учитывается</translation>
    </message>
    <message>
        <source>before the window</source>
        <translation>до окна</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>разгон</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>прогрев</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>завершение</translation>
    </message>
    <message>
        <source>Time to first token, p50</source>
        <translation>Время до первого токена, p50</translation>
    </message>
    <message>
        <source>ms, log scale</source>
        <translation>мс, лог. шкала</translation>
    </message>
    <message>
        <source>Output tokens per second</source>
        <translation>Выходные токены в секунду</translation>
    </message>
    <message>
        <source>tok/s, all users</source>
        <translation>ток/с, все пользователи</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 ток/с</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Скорость вывода</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>ток/с</translation>
    </message>
    <message>
        <source>TTFT of each request</source>
        <translation>TTFT каждого запроса</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>Requests in flight</source>
        <translation>Запросы в работе</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>запросы</translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняются</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ждут</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-кэш</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>Server in use</source>
        <translation>Загрузка сервера</translation>
    </message>
    <message>
        <source>%, GPU %1 W now</source>
        <translation>%, GPU сейчас %1 Вт</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>load: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>dashed: from when requests were due</source>
        <translation>пунктир: от назначенного момента запроса</translation>
    </message>
    <message>
        <source>waiting in the client</source>
        <translation>ждут в клиенте</translation>
    </message>
</context>
<context>
    <name>RunDifferenceText</name>
    <message>
        <source>prompts</source>
        <translation>запросы (тексты)</translation>
    </message>
    <message>
        <source>input tokens</source>
        <translation>входные токены</translation>
    </message>
    <message>
        <source>output tokens</source>
        <translation>выходные токены</translation>
    </message>
    <message>
        <source>shared prefix</source>
        <translation>общий префикс</translation>
    </message>
    <message>
        <source>unique prompts</source>
        <translation>неповторяющиеся запросы</translation>
    </message>
    <message>
        <source>system prompt</source>
        <translation>системный промпт</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>температура</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>трасса</translation>
    </message>
    <message>
        <source>burstiness</source>
        <translation>неравномерность потока</translation>
    </message>
    <message>
        <source>limit of requests in flight</source>
        <translation>предел одновременных запросов</translation>
    </message>
    <message>
        <source>think time</source>
        <translation>пауза между запросами</translation>
    </message>
    <message>
        <source>window</source>
        <translation>окно</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>число запросов</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>разгон</translation>
    </message>
    <message>
        <source>cut of the trace</source>
        <translation>отрезок трассы</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>прогрев</translation>
    </message>
    <message>
        <source>warm-up requests</source>
        <translation>запросы прогрева</translation>
    </message>
    <message>
        <source>ramp inside the window</source>
        <translation>разгон внутри окна</translation>
    </message>
    <message>
        <source>endpoint</source>
        <translation>тип API</translation>
    </message>
    <message>
        <source>extra body</source>
        <translation>дополнительное тело запроса</translation>
    </message>
    <message>
        <source>model</source>
        <translation>модель</translation>
    </message>
    <message>
        <source>latency limits</source>
        <translation>пределы задержек</translation>
    </message>
    <message>
        <source>version of this program</source>
        <translation>версия этой программы</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>синтетические</translation>
    </message>
    <message>
        <source>until steady</source>
        <translation>до установления</translation>
    </message>
    <message>
        <source>a number of requests</source>
        <translation>число запросов</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>время</translation>
    </message>
    <message>
        <source>%1: %2 / %3</source>
        <comment>what, in the first run, in the second</comment>
        <translation>%1: %2 / %3</translation>
    </message>
    <message>
        <source>“%1” and “%2” did not measure the same, and figures differ by this alone: %3.</source>
        <comment>two runs, what is not alike</comment>
        <translation>«%1» и «%2» измеряли не одно и то же, и значения различаются уже поэтому: %3.</translation>
    </message>
    <message>
        <source>Not alike in “%1” and “%2”: %3.</source>
        <comment>two runs, what is not alike</comment>
        <translation>Различается в «%1» и «%2»: %3.</translation>
    </message>
</context>
<context>
    <name>RunStateWords</name>
    <message>
        <source>preparing</source>
        <translation>подготовка</translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>pausing after this cell</source>
        <translation>пауза после этой ячейки</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>на паузе</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>останавливается</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлен</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>сбой</translation>
    </message>
</context>
<context>
    <name>ScenarioText</name>
    <message>
        <source>%1 tokens in, %2 out</source>
        <translation>токенов на входе: %1, на выходе: %2</translation>
    </message>
    <message>
        <source>%1 tokens in, up to %2 out</source>
        <translation>токенов на входе: %1, на выходе: до %2</translation>
    </message>
    <message>
        <source>prompts of %1, %2 tokens out</source>
        <translation>промпты из %1, токенов на выходе: %2</translation>
    </message>
    <message>
        <source>prompts of %1, up to %2 tokens out</source>
        <translation>промпты из %1, токенов на выходе: до %2</translation>
    </message>
    <message>
        <source>%1, with a system prompt</source>
        <translation>%1, с системным промптом</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>workload: its lengths</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n workload(s)</source>
        <translation>
            <numerusform>%n нагрузка</numerusform>
            <numerusform>%n нагрузки</numerusform>
            <numerusform>%n нагрузок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n модель</numerusform>
            <numerusform>%n модели</numerusform>
            <numerusform>%n моделей</numerusform>
        </translation>
    </message>
    <message>
        <source>lengths of %1</source>
        <translation>длины из %1</translation>
    </message>
</context>
<context>
    <name>SeverityWords</name>
    <message>
        <source>Fine</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Замечание</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>Плохо</translation>
    </message>
</context>
<context>
    <name>SplitBars</name>
    <message>
        <source>connecting</source>
        <translation>соединение</translation>
    </message>
    <message>
        <source>network</source>
        <translation>сеть</translation>
    </message>
    <message>
        <source>server&apos;s queue</source>
        <translation>очередь сервера</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>обработка промпта</translation>
    </message>
    <message>
        <source>unaccounted</source>
        <translation>не учтено</translation>
    </message>
    <message>
        <source>Where the time to first token goes</source>
        <translation>Из чего складывается время до первого токена</translation>
    </message>
    <message>
        <source>ms, mean</source>
        <translation>мс, среднее</translation>
    </message>
    <message>
        <source>Bars appear here where a server tells its own times.</source>
        <translation>Столбцы появятся здесь, если сервер сообщает собственные времена.</translation>
    </message>
    <message>
        <source>Backend, load</source>
        <translation>Бэкенд, нагрузка</translation>
    </message>
    <message>
        <source>no metrics of the server known: %1</source>
        <translation>метрики сервера неизвестны: %1</translation>
    </message>
    <message>
        <source>metrics not reachable: %1</source>
        <translation>метрики недоступны: %1</translation>
    </message>
    <message>
        <source>server does not tell its own times: %1</source>
        <translation>сервер не сообщает собственные времена: %1</translation>
    </message>
</context>
<context>
    <name>UnitWords</name>
    <message>
        <source>ms</source>
        <translation>мс</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>ток/с</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>токены</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>запросы</translation>
    </message>
</context>
<context>
    <name>VerdictWords</name>
    <message>
        <source>Valid</source>
        <translation>Достоверно</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Не проверено</translation>
    </message>
    <message>
        <source>Client limited</source>
        <translation>Предел клиента</translation>
    </message>
    <message>
        <source>Load not held</source>
        <translation>Нагрузка не выдержана</translation>
    </message>
    <message>
        <source>Overloaded</source>
        <translation>Перегрузка</translation>
    </message>
    <message>
        <source>Not steady</source>
        <translation>Неустановившийся режим</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>Попадания в кэш</translation>
    </message>
    <message>
        <source>Too few samples</source>
        <translation>Мало измерений</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Length differs</source>
        <translation>Разная длина</translation>
    </message>
    <message>
        <source>Impossible</source>
        <translation>Невозможно</translation>
    </message>
    <message>
        <source>Clock step</source>
        <translation>Скачок часов</translation>
    </message>
    <message>
        <source>Server limit</source>
        <translation>Предел сервера</translation>
    </message>
    <message>
        <source>Not checked: whether the server answered from its prompt cache, for no cached token counts were read.</source>
        <translation>Не проверено, отвечал ли сервер из кэша промптов: число кэшированных токенов не считывалось.</translation>
    </message>
    <message>
        <source>Not checked: whether the server had seen these prompts before. %1 of the prompt tokens came from its cache, and the system prompt alone could be as many.</source>
        <translation>Не проверено, видел ли сервер эти запросы раньше: из его кэша взято %1 токенов запросов, а столько мог бы дать один системный промпт.</translation>
    </message>
    <message>
        <source>Not checked: how fast this is with new prompts, for %1 of the prompt tokens came from the server&apos;s cache and the plan lets prompts be alike.</source>
        <translation>Не проверено, насколько это быстро с новыми промптами: %1 токенов промптов взято из кэша сервера, а план допускает одинаковые промпты.</translation>
    </message>
    <message>
        <source>Not checked: whether the server was in a steady state during the window.</source>
        <translation>Не проверено, был ли режим сервера установившимся в течение окна.</translation>
    </message>
    <message>
        <source>Not checked: whether the server kept its pace, for the measured time was under ten answers long.</source>
        <translation>Не проверено: держал ли сервер темп — измеренное время короче десяти ответов.</translation>
    </message>
    <message>
        <source>Not checked: whether the TTFT kept steady, for there were too few requests.</source>
        <translation>Не проверено: был ли TTFT устойчив — запросов слишком мало.</translation>
    </message>
    <message>
        <source>Not checked: whether the server kept its pace, for what the trace asks for was not level itself.</source>
        <translation>Не проверено, держал ли сервер темп: нагрузка самой трассы не была ровной.</translation>
    </message>
    <message>
        <source>Not checked: whether the rate is possible, for the plan does not say how many GPUs there are.</source>
        <translation>Не проверено, возможна ли такая скорость: в плане не сказано, сколько видеокарт.</translation>
    </message>
    <message>
        <source>The rate is %1 of the most that is possible as far as is known (threshold %2), but the plan does not say how many GPUs there are.</source>
        <translation>Скорость составляет %1 от наибольшей возможной, насколько известно (порог %2), но в плане не сказано, сколько видеокарт.</translation>
    </message>
    <message>
        <source>The rate is %1 of a bound that was put together from names (threshold %2), which may be too low: the plan does not tell GPU, number of GPUs, model and weights.</source>
        <translation>Скорость составляет %1 от границы, выведенной из названий (порог %2); она может быть занижена: в плане не названы GPU, их число, модель и веса.</translation>
    </message>
    <message>
        <source>Say how many GPUs the backend has (gpus, --gpus). Until then do not quote this rate.</source>
        <translation>Укажите, сколько видеокарт у бэкенда (gpus, --gpus). До тех пор не приводите эту скорость.</translation>
    </message>
    <message>
        <source>Tell GPU, number of GPUs, model and weights of the backend (gpu, gpus, model_shape, weights).</source>
        <translation>Назовите GPU бэкенда, их число, модель и веса (gpu, gpus, model_shape, weights).</translation>
    </message>
    <message>
        <source>The answers are said to have %1 more tokens than they were allowed (threshold %2).</source>
        <translation>По словам сервера, в ответах на %1 больше токенов, чем было разрешено (порог %2).</translation>
    </message>
    <message>
        <source>See whether the server honours max_tokens, and how its usage counts: lay the tokens of one answer beside its text. Rates and times per token rest on that count.</source>
        <translation>Проверьте, соблюдает ли сервер max_tokens и как считает его usage: сравните токены одного ответа с его текстом. На этом числе держатся скорости и время на токен.</translation>
    </message>
    <message>
        <source>The output rate fell by %1 in one step during the window (threshold %2).</source>
        <translation>Скорость вывода за время окна упала скачком на %1 (порог %2).</translation>
    </message>
    <message>
        <source>The output rate rose by %1 in one step during the window (threshold %2).</source>
        <translation>Скорость вывода за время окна выросла скачком на %1 (порог %2).</translation>
    </message>
    <message>
        <source>The median TTFT fell by %1 from the beginning of the window to its end (threshold %2).</source>
        <translation>Медиана TTFT снизилась на %1 от начала окна к его концу (порог %2).</translation>
    </message>
    <message>
        <source>The median TTFT rose by %1 from the beginning of the window to its end (threshold %2).</source>
        <translation>Медиана TTFT выросла на %1 от начала окна к его концу (порог %2).</translation>
    </message>
    <message>
        <source>The median TTFT fell by %1 in one step during the window (threshold %2).</source>
        <translation>Медиана TTFT за время окна снизилась скачком на %1 (порог %2).</translation>
    </message>
    <message>
        <source>The median TTFT rose by %1 in one step during the window (threshold %2).</source>
        <translation>Медиана TTFT за время окна выросла скачком на %1 (порог %2).</translation>
    </message>
    <message>
        <source>The output rate fell by %1 from the beginning of the window to its end (threshold %2).</source>
        <translation>Скорость вывода упала на %1 от начала окна к его концу (порог %2).</translation>
    </message>
    <message>
        <source>The output rate rose by %1 from the beginning of the window to its end (threshold %2).</source>
        <translation>Скорость вывода выросла на %1 от начала окна к его концу (порог %2).</translation>
    </message>
    <message>
        <source>Not checked: whether the rate is possible on this GPU, which is not known.</source>
        <translation>Не проверено, возможна ли такая скорость на этом GPU: он неизвестен.</translation>
    </message>
    <message>
        <source>Not checked: whether the server&apos;s own counters agree.</source>
        <translation>Не проверено, сходятся ли собственные счётчики сервера.</translation>
    </message>
    <message>
        <source>Not checked: how close this is to the most that this client can measure.</source>
        <translation>Не проверено, насколько это близко к пределу измерений самого клиента.</translation>
    </message>
    <message>
        <source>Not checked: whether the load was held, for ramp and drain are part of this cell.</source>
        <translation>Не проверено, выдержана ли нагрузка: разгон и завершение входят в эту ячейку.</translation>
    </message>
    <message>
        <source>Not checked: output lengths, for the server did not count the tokens and they are estimated.</source>
        <translation>Не проверены длины ответов: сервер не сообщил число токенов, оно оценено.</translation>
    </message>
    <message>
        <source>Not checked: how late events were read, for this system gives no receive times of the kernel.</source>
        <translation>Не проверено, с каким опозданием читались события: система не даёт времени приёма от ядра.</translation>
    </message>
    <message>
        <source>Not checked: %1.</source>
        <translation>Не проверено: %1.</translation>
    </message>
    <message>
        <source>Nothing was found that speaks against this point.</source>
        <translation>Ничто не говорит против этой точки.</translation>
    </message>
    <message>
        <source>The client itself was late: 1 % of the requests left %1 or more after they were due (threshold %2).</source>
        <translation>Опаздывал сам клиент: 1 % запросов ушёл на %1 или более позже срока (порог %2).</translation>
    </message>
    <message>
        <source>The client itself was slow: 1 % of the next requests left %1 or more after the answer before (threshold %2).</source>
        <translation>Медлил сам клиент: 1 % следующих запросов ушёл через %1 или более после предыдущего ответа (порог %2).</translation>
    </message>
    <message>
        <source>The client itself was busy: one of its threads used %1 of a core (threshold %2).</source>
        <translation>Был занят сам клиент: один из его потоков использовал %1 ядра (порог %2).</translation>
    </message>
    <message>
        <source>The client read late: %1 of the first tokens came in one read with later ones (threshold %2).</source>
        <translation>Клиент читал с опозданием: %1 первых токенов пришли в одном чтении с последующими (порог %2).</translation>
    </message>
    <message>
        <source>The client itself limited this point: %1 (threshold %2).</source>
        <translation>Эту точку ограничил сам клиент: %1 (порог %2).</translation>
    </message>
    <message>
        <source>This load is %1 of the most that this client was found to measure truly (threshold %2).</source>
        <translation>Нагрузка составляет %1 от наибольшей, которую этот клиент измеряет верно (порог %2).</translation>
    </message>
    <message>
        <source>The rate is %1 of the most that this GPU can do with this model (threshold %2).</source>
        <translation>Скорость составляет %1 от наибольшей возможной на этой видеокарте с этой моделью (порог %2).</translation>
    </message>
    <message>
        <source>There are %1 users, and the memory of this GPU holds the cache of about %2 such requests.</source>
        <translation>Пользователей %1, а память этой видеокарты вмещает кэш примерно %2 таких запросов.</translation>
    </message>
    <message>
        <source>Check the GPU, the number of GPUs and the weight format that the backend is said to have, and how its tokens are counted.</source>
        <translation>Проверьте видеокарту, их число и формат весов, указанные для сервера, и то, как считаются его токены.</translation>
    </message>
    <message>
        <source>For %1 of the window fewer users were active than planned (threshold %2).</source>
        <translation>В течение %1 окна активных пользователей было меньше, чем задано (порог %2).</translation>
    </message>
    <message>
        <source>The mean number of active users was off the plan by %1 (threshold %2).</source>
        <translation>Среднее число активных пользователей отличалось от плана на %1 (порог %2).</translation>
    </message>
    <message>
        <source>%1 of the prompt tokens came from the server&apos;s cache, which the plan did not ask for (threshold %2).</source>
        <translation>%1 токенов промптов взято из кэша сервера, чего план не предусматривал (порог %2).</translation>
    </message>
    <message>
        <source>Samples beyond the highest percentile shown: %1; at least %2 are needed.</source>
        <translation>Значений выше наибольшего показанного перцентиля: %1; нужно не меньше %2.</translation>
    </message>
    <message>
        <source>%1 of the requests failed (threshold %2).</source>
        <translation>Завершились ошибкой %1 запросов (порог %2).</translation>
    </message>
    <message>
        <source>The answers are %1 longer or shorter than those of the other backends (threshold %2).</source>
        <translation>Ответы на %1 длиннее или короче, чем у других бэкендов (порог %2).</translation>
    </message>
    <message>
        <source>The prompts have %1 more or fewer tokens than at the other backends (threshold %2).</source>
        <translation>В промптах на %1 больше или меньше токенов, чем у других бэкендов (порог %2).</translation>
    </message>
    <message>
        <source>The answers are %1 longer or shorter than the plan asked for (threshold %2).</source>
        <translation>Ответы на %1 длиннее или короче, чем задано планом (порог %2).</translation>
    </message>
    <message>
        <source>The figure contradicts an independent witness by %1 (threshold %2).</source>
        <translation>Значение расходится с независимым источником на %1 (порог %2).</translation>
    </message>
    <message>
        <source>Intervals in which time ran backwards: %1.</source>
        <translation>Интервалов, в которых время шло назад: %1.</translation>
    </message>
    <message>
        <source>The clock of this machine jumped by %1 (threshold %2).</source>
        <translation>Часы этой машины скакнули на %1 (порог %2).</translation>
    </message>
    <message>
        <source>There are %1 users, and servers of this kind work on %2 requests at a time unless told otherwise.</source>
        <translation>Пользователей %1, а серверы этого вида, если не указано иное, обрабатывают одновременно запросов: %2.</translation>
    </message>
    <message>
        <source>There are %1 users, and the server works on %2 requests at a time: the others wait in its queue.</source>
        <translation>Пользователей %1, а сервер обрабатывает одновременно запросов: %2; остальные ждут в его очереди.</translation>
    </message>
    <message>
        <source>On average %1 requests were in flight, and the server works on %2 at a time: the others wait in its queue.</source>
        <translation>В среднем одновременно выполнялось запросов: %1, а сервер обрабатывает одновременно %2; остальные ждут в его очереди.</translation>
    </message>
    <message>
        <source>On average %1 requests were in flight, and servers of this kind work on %2 at a time unless told otherwise.</source>
        <translation>В среднем одновременно выполнялось запросов: %1, а серверы этого вида обрабатывают одновременно %2, если не указано иное.</translation>
    </message>
    <message>
        <source>On average %1 requests were in flight, and the memory of this GPU holds the cache of about %2 of them.</source>
        <translation>В среднем одновременно выполнялось запросов: %1, а память этой видеокарты вмещает кэш примерно %2 из них.</translation>
    </message>
    <message>
        <source>Not checked: TTFT and time per token, for %1 of the answers came in one piece (threshold %2): they were not streamed, or gathered on the way.</source>
        <translation>Не проверено: TTFT и время на токен, так как %1 ответов пришли одним куском (порог %2): они не передавались потоком или были накоплены по пути.</translation>
    </message>
    <message>
        <source>Not checked: output lengths, for the server did not count the tokens, and its answers have %1 fewer pieces than the plan asked tokens for (threshold %2): they are shorter, or a piece holds several tokens.</source>
        <translation>Не проверено: длина ответов, так как сервер не посчитал токены, а частей в его ответах на %1 меньше, чем план запросил токенов (порог %2): ответы короче или в одной части несколько токенов.</translation>
    </message>
    <message>
        <source>Have the server send usage with its streams, or look at one answer. Until then do not quote rates and times per token.</source>
        <translation>Настройте сервер, чтобы он передавал usage в потоке, или посмотрите один ответ. До этого не приводите скорости и время на токен.</translation>
    </message>
    <message>
        <source>Ask the server without the proxy before it, or switch the proxy's buffering off.</source>
        <translation>Обращайтесь к серверу без прокси перед ним или отключите буферизацию прокси.</translation>
    </message>
    <message>
        <source>The server took %1 requests back to make room in its cache and worked them off again later.</source>
        <translation>Сервер вернул в очередь запросов: %1, чтобы освободить место в кэше, и обработал их позже заново.</translation>
    </message>
    <message>
        <source>The answers are as long as the model made them: this API has no way to ask for an exact length.</source>
        <translation>Длину ответов выбрала модель: через этот API нельзя запросить точную длину.</translation>
    </message>
    <message>
        <source>Compare times per token rather than whole answers, or use another API of the same server.</source>
        <translation>Сравнивайте время на токен, а не ответы целиком, или используйте другой API того же сервера.</translation>
    </message>
    <message>
        <source>Take the wait as part of the time to first token, or give the server more slots and measure again.</source>
        <translation>Считайте ожидание частью времени до первого токена или дайте серверу больше мест и повторите измерение.</translation>
    </message>
    <message>
        <source>Free this machine of other work or give the client more worker threads, and measure again; the server may be faster than this.</source>
        <translation>Освободите машину от другой работы или дайте клиенту больше потоков и измерьте снова; сервер может быть быстрее.</translation>
    </message>
    <message>
        <source>Choose a longer window or a longer warm-up, and see whether users wait for connections.</source>
        <translation>Выберите более длинное окно или прогрев и посмотрите, не ждут ли пользователи соединений.</translation>
    </message>
    <message>
        <source>Take it as a limit of the server, not as a latency; measure a lower load.</source>
        <translation>Считайте это пределом сервера, а не задержкой; измерьте при меньшей нагрузке.</translation>
    </message>
    <message>
        <source>Find out what changed: a warm-up that was too short, a GPU that grew hot, a cache that filled up or other users. Choose a longer warm-up and a longer window, and measure again.</source>
        <translation>Выясните, что изменилось: слишком короткий прогрев, нагрев GPU, заполненный кэш или другие пользователи. Выберите более длинные прогрев и окно и измерьте снова.</translation>
    </message>
    <message>
        <source>Switch the server&apos;s prefix cache off, or keep prompts unique, and measure again.</source>
        <translation>Отключите на сервере кэш префиксов или сделайте промпты уникальными и измерьте снова.</translation>
    </message>
    <message>
        <source>Measure longer, or show a lower percentile.</source>
        <translation>Измеряйте дольше или показывайте меньший перцентиль.</translation>
    </message>
    <message>
        <source>Look at the causes of the failed requests; these stand in the percentiles as over the timeout.</source>
        <translation>Посмотрите причины неудачных запросов; они входят в перцентили как превысившие тайм-аут.</translation>
    </message>
    <message>
        <source>Check that the backends serve the same model with the same chat template.</source>
        <translation>Проверьте, что бэкенды обслуживают одну и ту же модель с одним и тем же шаблоном чата.</translation>
    </message>
    <message>
        <source>Check that the backend honours ignore_eos and max_tokens; rates over different lengths do not compare.</source>
        <translation>Проверьте, что бэкенд учитывает ignore_eos и max_tokens; скорости при разных длинах несравнимы.</translation>
    </message>
    <message>
        <source>Do not quote this figure; report it with the run&apos;s file.</source>
        <translation>Не приводите это значение; сообщите о нём, приложив файл прогона.</translation>
    </message>
    <message>
        <source>Let time synchronisation settle on this machine, then measure again.</source>
        <translation>Дождитесь, пока синхронизация времени на машине успокоится, и измерьте снова.</translation>
    </message>
    <message>
        <source>The mean TTFT is %1 below what the server itself says (threshold %2).</source>
        <translation>Средний TTFT на %1 меньше, чем говорит сам сервер (порог %2).</translation>
    </message>
    <message>
        <source>The server&apos;s own counters differ from what was received by %1 (threshold %2).</source>
        <translation>Счётчики самого сервера расходятся с принятым на %1 (порог %2).</translation>
    </message>
    <message>
        <source>See that nobody else uses the server, and that its metrics are those of this server alone.</source>
        <translation>Проверьте, что сервером больше никто не пользуется и что его метрики относятся только к нему.</translation>
    </message>
    <message>
        <source>Requests piled up all through the window: %1 of those that came were left undone (threshold %2).</source>
        <translation>Запросы накапливались в течение всего окна: %1 пришедших остались невыполненными (порог %2).</translation>
    </message>
    <message>
        <source>The rate at which requests were sent was off the schedule by %1 (threshold %2).</source>
        <translation>Частота отправки запросов отличалась от расписания на %1 (порог %2).</translation>
    </message>
    <message>
        <source>%1 of the requests that were due in the window still waited in the client when the point ended (threshold %2).</source>
        <translation>%1 запросов, срок которых пришёлся на окно, к концу точки всё ещё ждали в клиенте (порог %2).</translation>
    </message>
    <message>
        <source>Requests waited in the client: raise the limit of requests in flight or measure a lower rate.</source>
        <translation>Запросы ждали в клиенте: поднимите предел одновременных запросов или измерьте меньшую частоту.</translation>
    </message>
    <message>
        <source>%1 of the prompt tokens came from the server&apos;s cache beyond what the plan asks for (threshold %2).</source>
        <translation>%1 токенов запросов взято из кэша сервера сверх того, что запросил план (порог %2).</translation>
    </message>
    <message>
        <source>Take longer prompts, beside which a chat template counts less, or see who else fills the server&apos;s cache.</source>
        <translation>Возьмите запросы длиннее, рядом с которыми шаблон чата весит меньше, или посмотрите, кто ещё наполняет кэш сервера.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::AddBackendBar</name>
    <message>
        <source>Asking %1 what it is…</source>
        <translation>Выясняем, что работает на %1…</translation>
    </message>
    <message>
        <source>Asking %1 at the usual ports…</source>
        <translation>Опрашиваю %1 на обычных портах…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>Всё равно добавить</translation>
    </message>
    <message>
        <source>What Tokamark asked</source>
        <translation>Что спрашивал Tokamark</translation>
    </message>
    <message>
        <source>GET %1/v1/models</source>
        <translation>GET %1/v1/models</translation>
    </message>
    <message>
        <source>%1 → %2. Nothing else was sent.</source>
        <comment>request → what came back</comment>
        <translation>%1 → %2. Больше ничего не посылалось.</translation>
    </message>
    <message>
        <source>Llama 3 8B on an A100</source>
        <translation>Llama 3 8B на A100</translation>
    </message>
    <message>
        <source>Llama 3 70B, 4 bits, on an A100</source>
        <translation>Llama 3 70B, 4 бита, на A100</translation>
    </message>
    <message>
        <source>http://host:port</source>
        <translation>http://узел:порт</translation>
    </message>
    <message>
        <source>URL of a server</source>
        <translation>URL сервера</translation>
    </message>
    <message>
        <source>Detect and add</source>
        <translation>Опознать и добавить</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>Симуляция</translation>
    </message>
    <message>
        <source>BentoCloud…</source>
        <translation>BentoCloud…</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::BackendDialog</name>
    <message>
        <source>Backend</source>
        <translation>Бэкенд</translation>
    </message>
    <message>
        <source>One a line, “Name: value”.</source>
        <translation>По одному в строке: «Имя: значение».</translation>
    </message>
    <message>
        <source>A JSON object that is merged into every request.</source>
        <translation>Объект JSON, который добавляется в каждый запрос.</translation>
    </message>
    <message>
        <source>PEM file to trust instead of the system&apos;s certificates.</source>
        <translation>Файл PEM, которому доверять вместо системных сертификатов.</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Backends with the same name here share a GPU and never run at the same time.</source>
        <translation>Бэкенды с одинаковым именем здесь делят один GPU и никогда не работают одновременно.</translation>
    </message>
    <message>
        <source>chat completions</source>
        <translation>chat completions</translation>
    </message>
    <message>
        <source>as the server has it</source>
        <translation>как есть у сервера</translation>
    </message>
    <message>
        <source>its own API</source>
        <translation>его собственный API</translation>
    </message>
    <message>
        <source>completions</source>
        <translation>completions</translation>
    </message>
    <message>
        <source>the first it offers</source>
        <translation>первая из списка</translation>
    </message>
    <message>
        <source>do not verify (insecure)</source>
        <translation>не проверять (небезопасно)</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>круг</translation>
    </message>
    <message>
        <source>square</source>
        <translation>квадрат</translation>
    </message>
    <message>
        <source>triangle</source>
        <translation>треугольник</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>ромб</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>плюс</translation>
    </message>
    <message>
        <source>inverted triangle</source>
        <translation>перевёрнутый треугольник</translation>
    </message>
    <message>
        <source>cross</source>
        <translation>крест</translation>
    </message>
    <message>
        <source>star</source>
        <translation>звезда</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>ОК</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Which of the server&apos;s own APIs, where it has several; for a service of BentoML its method.</source>
        <translation>Какой из собственных API сервера, если их несколько; у сервиса BentoML — его метод.</translation>
    </message>
    <message>
        <source>The key itself is never stored with backends or runs. Where there is no keychain, a key put into it is remembered until the program ends.</source>
        <translation>Сам ключ не сохраняется ни с бэкендами, ни с прогонами. Где нет хранилища ключей, новый ключ помнится до конца работы программы.</translation>
    </message>
    <message>
        <source>Where the server tells of itself, one a line for each replica; empty: the usual place; off: nowhere. env:VAR@URL gives a page of another host a key of its own.</source>
        <translation>Где сервер рассказывает о себе: по строке на реплику; пусто — обычное место; off — нигде. env:VAR@URL даёт странице на другом хосте её собственный ключ.</translation>
    </message>
    <message>
        <source>GPUs that serve this backend, for rates per GPU.</source>
        <translation>Сколько GPU обслуживают этот бэкенд — для скорости на один GPU.</translation>
    </message>
    <message>
        <source>A DCGM exporter, where the GPUs are in another host.</source>
        <translation>DCGM exporter, если GPU на другом хосте.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>the first it has</source>
        <translation>первый из имеющихся</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::BackendsModel</name>
    <message>
        <source>● model not there</source>
        <translation>● нет модели</translation>
    </message>
    <message>
        <source>● another kind</source>
        <translation>● другой тип</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>моделей: %1</translation>
    </message>
    <message>
        <source>the first it offers</source>
        <translation>первая из списка</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>ещё не опрошен</translation>
    </message>
    <message>
        <source>● simulated</source>
        <translation>● симуляция</translation>
    </message>
    <message>
        <source>● not asked</source>
        <translation>● не опрошен</translation>
    </message>
    <message>
        <source>● asking…</source>
        <translation>● опрашивается…</translation>
    </message>
    <message>
        <source>● ready</source>
        <translation>● готов</translation>
    </message>
    <message>
        <source>● not answering</source>
        <translation>● не отвечает</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Detected</source>
        <translation>Обнаружено</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Пределы</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::BackendsPage</name>
    <message>
        <source>The plan has another backend named %1. Rename one of them to measure both.</source>
        <translation>В плане уже есть другой бэкенд с именем «%1». Переименуйте один из них, чтобы измерить оба.</translation>
    </message>
    <message>
        <source>The plan now measures %1, too.</source>
        <translation>План теперь измеряет и %1.</translation>
    </message>
    <message>
        <source>The plan now measures %1 in place of its simulated backends.</source>
        <translation>План теперь измеряет %1 вместо симулированных бэкендов.</translation>
    </message>
    <message>
        <source>Open the plan</source>
        <translation>Открыть план</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Бэкенды</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message numerus="yes">
        <source>%n backend(s), %1 ready</source>
        <translation>
            <numerusform>%n бэкенд, готовы: %1</numerusform>
            <numerusform>%n бэкенда, готовы: %1</numerusform>
            <numerusform>%n бэкендов, готовы: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not answer at %2</source>
        <translation>%1 не отвечает по адресу %2</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>%1 was removed.</source>
        <translation>Бэкенд %1 удалён.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No backends yet</source>
        <translation>Бэкендов пока нет</translation>
    </message>
    <message>
        <source>Servers you add appear here with what they are, their model and their limits.
Type a URL above, or take a simulated one: it needs no GPU.</source>
        <translation>Здесь появятся добавленные серверы: что это, какая модель, какие пределы.
Введите URL выше или возьмите симуляцию: ей не нужен GPU.</translation>
    </message>
    <message>
        <source>Add a simulated backend</source>
        <translation>Добавить симуляцию</translation>
    </message>
    <message>
        <source>Try one request…</source>
        <translation>Один запрос…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Опросить снова</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Saved backends</source>
        <translation>Сохранённые бэкенды</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CellDetailsCard</name>
    <message>
        <source>Back to the current cell</source>
        <translation>К текущей ячейке</translation>
    </message>
    <message>
        <source>%1, repetition %2</source>
        <translation>%1, повторение %2</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>End to end</source>
        <translation>Весь запрос</translation>
    </message>
    <message>
        <source>Longest stall</source>
        <translation>Самая долгая пауза</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>среднее</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 ток/с</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Скорость вывода</translation>
    </message>
    <message>
        <source>Per user</source>
        <translation>На пользователя</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>%1 req/s</source>
        <translation>%1 запр/с</translation>
    </message>
    <message>
        <source>Completed, failed</source>
        <translation>Завершено, с ошибкой</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>In flight on average</source>
        <translation>В работе в среднем</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>backend and users, workload</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Details of the cell</source>
        <translation>Подробности ячейки</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>backend, load</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CellTimelineCard</name>
    <message>
        <source>Cell over time</source>
        <translation>Ячейка во времени</translation>
    </message>
    <message>
        <source>The requests of the cell are being read.</source>
        <translation>Читаются запросы ячейки.</translation>
    </message>
    <message>
        <source>A chosen point is shown here from second to second.</source>
        <translation>Здесь по секундам показана выбранная точка.</translation>
    </message>
    <message>
        <source>The window of this cell was moved by hand. Curves, table, report and files keep the measured one.</source>
        <translation>Окно этой ячейки передвинуто вручную. На кривых, в таблице, отчёте и файлах остаётся измеренное.</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Repetition shown over time</source>
        <translation>Повтор, показанный во времени</translation>
    </message>
    <message>
        <source>Window from</source>
        <translation>Окно от</translation>
    </message>
    <message>
        <source>to</source>
        <translation>до</translation>
    </message>
    <message>
        <source>Begin of the window, in seconds</source>
        <translation>Начало окна в секундах</translation>
    </message>
    <message>
        <source>End of the window, in seconds</source>
        <translation>Конец окна в секундах</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> с</translation>
    </message>
    <message>
        <source>Seconds since the cell began. The ends can also be pulled on the chart.</source>
        <translation>Секунды от начала ячейки. Концы можно тянуть и на графике.</translation>
    </message>
    <message>
        <source>Undo move</source>
        <translation>Отменить сдвиг</translation>
    </message>
    <message>
        <source>Undo the last move of the window</source>
        <translation>Отменить последний сдвиг окна</translation>
    </message>
    <message>
        <source>Measured window</source>
        <translation>Измеренное окно</translation>
    </message>
    <message>
        <source>Takes the window back to where it was measured</source>
        <translation>Возвращает окно туда, где оно было измерено</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::Chart</name>
    <message>
        <source>Save chart</source>
        <translation>Сохранить график</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Копировать изображение</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Сохранить как PNG…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Сохранить как PDF…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>Сохранить как SVG…</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CloudDialog</name>
    <message>
        <source>List deployments</source>
        <translation>Показать развёртывания</translation>
    </message>
    <message>
        <source>BentoCloud</source>
        <translation>BentoCloud</translation>
    </message>
    <message>
        <source>empty: the one that is kept</source>
        <translation>пусто — тот, что сохранён</translation>
    </message>
    <message>
        <source>The token goes into the system&apos;s keychain; where there is none it is remembered until the program ends. It is never written to the database.</source>
        <translation>Токен попадает в системное хранилище ключей; где его нет, он помнится до конца работы программы. В базу он не пишется никогда.</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Развёртывание</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Машина</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Доступ</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Развёртывания</translation>
    </message>
    <message>
        <source>API URL</source>
        <translation>URL API</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>Токен API</translation>
    </message>
    <message>
        <source>Add as backend</source>
        <translation>Добавить как бэкенд</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Спрашиваю %1…</translation>
    </message>
    <message>
        <source>The token is in the system&apos;s keychain.</source>
        <translation>Токен лежит в системном хранилище ключей.</translation>
    </message>
    <message>
        <source>There is no keychain here: the token is remembered until the program ends.</source>
        <translation>Хранилища ключей здесь нет: токен помнится до конца работы программы.</translation>
    </message>
    <message>
        <source>with a token</source>
        <translation>с токеном</translation>
    </message>
    <message>
        <source>open</source>
        <translation>открытый</translation>
    </message>
    <message>
        <source>This account has no deployments.</source>
        <translation>В этой учётной записи нет развёртываний.</translation>
    </message>
    <message>
        <source>No token is kept for this account. Type one to sign in.</source>
        <translation>Для этой учётной записи токен не сохранён. Введите его, чтобы войти.</translation>
    </message>
    <message>
        <source>%1 is among the backends now.</source>
        <translation>%1 теперь среди бэкендов.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ComparisonCard</name>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>The table</source>
        <translation>Таблицу</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>База</translation>
    </message>
    <message>
        <source>Level shown in the table</source>
        <translation>Уровень в таблице</translation>
    </message>
    <message>
        <source>Baseline of the differences</source>
        <translation>База для различий</translation>
    </message>
    <message>
        <source>Backends at one level</source>
        <translation>Бэкенды на одном уровне</translation>
    </message>
    <message>
        <source>What may be said of every backend beside the baseline at this load</source>
        <translation>Что можно сказать о каждом бэкенде рядом с базой при этой нагрузке</translation>
    </message>
    <message>
        <source>As measured by…</source>
        <translation>Как у других…</translation>
    </message>
    <message>
        <source>The chosen point as vLLM, SGLang, GuideLLM or AIPerf would have reported it</source>
        <translation>Выбранная точка так, как её показали бы vLLM, SGLang, GuideLLM или AIPerf</translation>
    </message>
    <message>
        <source>Self-checks…</source>
        <translation>Самопроверки…</translation>
    </message>
    <message>
        <source>The chosen point beside server counters, hardware and arithmetic, which know it from elsewhere</source>
        <translation>Выбранная точка рядом со счётчиками сервера, железом и арифметикой, которые знают её иначе</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ComparisonModel</name>
    <message>
        <source>%1, repetition %2</source>
        <translation>%1, повтор %2</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>база сравнения</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 % (%2 … %3)</source>
        <translation>%1 % (%2 … %3)</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Бэкенд</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Польз.</translation>
    </message>
    <message>
        <source>to baseline (95 %)</source>
        <translation>к базе (95 %)</translation>
    </message>
    <message>
        <source>TTFT p50</source>
        <translation>TTFT p50</translation>
    </message>
    <message>
        <source>TTFT %1</source>
        <translation>TTFT %1</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>per user</source>
        <translation>на польз.</translation>
    </message>
    <message>
        <source>req/s</source>
        <translation>запр/с</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Вердикт</translation>
    </message>
    <message>
        <source>Fewer than five requests lie beyond this percentile, or none, and then it is not shown.</source>
        <translation>Дальше этого процентиля лежат менее пяти запросов; если ни одного, он не показан.</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>What can be said</source>
        <translation>Что можно сказать</translation>
    </message>
    <message>
        <source>roofline</source>
        <translation>граница</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>Ток/с</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::DetailsForm</name>
    <message>
        <source>“%1” is not a percentile. Write for example 50, 90, 95, 99.</source>
        <translation>«%1» — не перцентиль. Например: 50, 90, 95, 99.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number from 0 up.</source>
        <translation>«%1» — не целое число от 0.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Описание</translation>
    </message>
    <message>
        <source>Kept with every run of this plan.</source>
        <translation>Хранится с каждым прогоном этого плана.</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Перцентили</translation>
    </message>
    <message>
        <source>Shown on pages and in tables.</source>
        <translation>Показываются на страницах и в таблицах.</translation>
    </message>
    <message>
        <source>Request timeout</source>
        <translation>Тайм-аут запроса</translation>
    </message>
    <message>
        <source>A request that takes longer has failed, and percentiles count it as over this time.</source>
        <translation>Более долгий запрос считается неудачным и входит в перцентили как превысивший это время.</translation>
    </message>
    <message>
        <source>Stall timeout</source>
        <translation>Тайм-аут простоя</translation>
    </message>
    <message>
        <source>So long without a byte, and the request has failed.</source>
        <translation>Столько времени без единого байта — и запрос неудачен.</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>Тайм-аут связи</translation>
    </message>
    <message>
        <source>For a new connection, TLS included.</source>
        <translation>На новое соединение вместе с TLS.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Начальное число</translation>
    </message>
    <message>
        <source>The same seed draws the same prompts and lengths again.</source>
        <translation>С тем же числом запросы и длины будут теми же.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HeaderBar</name>
    <message>
        <source>Client: idle</source>
        <translation>Клиент: свободен</translation>
    </message>
    <message>
        <source>Client: healthy</source>
        <translation>Клиент: в порядке</translation>
    </message>
    <message>
        <source>Client: busy</source>
        <translation>Клиент: загружен</translation>
    </message>
    <message>
        <source>Client: overloaded</source>
        <translation>Клиент: перегружен</translation>
    </message>
    <message>
        <source>Busiest worker: %1 % of a core. Requests sent late (p99): %2 ms.</source>
        <translation>Самый занятый поток: %1 % ядра. Опоздание отправки (p99): %2 мс.</translation>
    </message>
    <message>
        <source>kernel timestamps</source>
        <translation>метки времени ядра</translation>
    </message>
    <message>
        <source>user timestamps</source>
        <translation>метки времени программы</translation>
    </message>
    <message>
        <source>The kernel stamps every arrival, so a busy client does not change the times.</source>
        <translation>Время прихода отмечает ядро, поэтому занятость клиента его не искажает.</translation>
    </message>
    <message>
        <source>This system gives no kernel stamps: times are taken after the read.</source>
        <translation>Система не даёт меток ядра: время берётся после чтения.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HelpDialog</name>
    <message>
        <source>Tokamark Help</source>
        <translation>Справка Tokamark</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>не найдено</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Страницы справки</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>Поиск по всем страницам</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HistoryModel</name>
    <message numerus="yes">
        <source>%n backend(s)</source>
        <translation>
            <numerusform>%n бэкенд</numerusform>
            <numerusform>%n бэкенда</numerusform>
            <numerusform>%n бэкендов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n ячейка</numerusform>
            <numerusform>%n ячейки</numerusform>
            <numerusform>%n ячеек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cell(s)</source>
        <translation>
            <numerusform>%1 из %n ячейки</numerusform>
            <numerusform>%1 из %n ячеек</numerusform>
            <numerusform>%1 из %n ячеек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлен</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>прерван</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>#%1</source>
        <comment>number of a run</comment>
        <translation>№ %1</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HistoryPanel</name>
    <message>
        <source>Name, model, backend, tag…</source>
        <translation>Имя, модель, бэкенд, метка…</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Поиск по истории</translation>
    </message>
    <message>
        <source>History of runs</source>
        <translation>История прогонов</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) deleted</source>
        <translation>
            <numerusform>Удалён %n прогон</numerusform>
            <numerusform>Удалено %n прогона</numerusform>
            <numerusform>Удалено %n прогонов</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Go on with this run</source>
        <translation>Продолжить этот прогон</translation>
    </message>
    <message>
        <source>Go on without these metrics pages?</source>
        <translation>Продолжить без этих страниц метрик?</translation>
    </message>
    <message>
        <source>Their URLs were given with a query, a fragment, a user name or a password, and are no longer read:
%1</source>
        <translation>В их адресах были запрос, фрагмент, имя пользователя или пароль, и они больше не читаются:
%1</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::KeyField</name>
    <message>
        <source>name in the keychain</source>
        <translation>имя в хранилище</translation>
    </message>
    <message>
        <source>Say what the key goes by in the keychain.</source>
        <translation>Укажите, под каким именем ключ лежит в хранилище.</translation>
    </message>
    <message>
        <source>Say which environment variable holds the key.</source>
        <translation>Укажите, в какой переменной окружения лежит ключ.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>без ключа</translation>
    </message>
    <message>
        <source>environment variable</source>
        <translation>переменная окружения</translation>
    </message>
    <message>
        <source>system keychain</source>
        <translation>хранилище ключей</translation>
    </message>
    <message>
        <source>Where the API key is</source>
        <translation>Где лежит ключ API</translation>
    </message>
    <message>
        <source>Name of the API key</source>
        <translation>Имя ключа API</translation>
    </message>
    <message>
        <source>New API key</source>
        <translation>Новый ключ API</translation>
    </message>
    <message>
        <source>new key; empty: as it is</source>
        <translation>новый ключ; пусто — прежний</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::LengthField</name>
    <message>
        <source>fixed</source>
        <translation>ровно</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>равномерно</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>нормально</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Токены</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Разброс</translation>
    </message>
    <message>
        <source>cut to</source>
        <translation>в пределах</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Не меньше</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Не больше</translation>
    </message>
    <message>
        <source>A number drawn below becomes this one.</source>
        <translation>Меньшее число заменяется этим.</translation>
    </message>
    <message>
        <source>A number drawn above becomes this one.</source>
        <translation>Большее число заменяется этим.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::LoadForm</name>
    <message>
        <source>“%1” is not a number of requests.</source>
        <translation>«%1» — не число запросов.</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Нагрузка</translation>
    </message>
    <message>
        <source>Concurrent users</source>
        <translation>Пользователи</translation>
    </message>
    <message>
        <source>Each waits for its answer before it asks again.</source>
        <translation>Каждый ждёт ответа, прежде чем спросить снова.</translation>
    </message>
    <message>
        <source>Think time</source>
        <translation>Раздумье</translation>
    </message>
    <message>
        <source>A user&apos;s pause between an answer and the next request.</source>
        <translation>Пауза пользователя между ответом и следующим запросом.</translation>
    </message>
    <message>
        <source>“%1” is not a number. Write for example 10, 50, 100.</source>
        <translation>«%1» — не число. Напишите, например, 10, 50, 100.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>«%1» — не число.</translation>
    </message>
    <message>
        <source>Load by</source>
        <translation>Нагрузка</translation>
    </message>
    <message>
        <source>What sets the pace of the requests.</source>
        <translation>Что задаёт темп запросов.</translation>
    </message>
    <message>
        <source>users</source>
        <translation>пользователи</translation>
    </message>
    <message>
        <source>request rate</source>
        <translation>частота запросов</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>трасса</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Трасса</translation>
    </message>
    <message>
        <source>A recording of Mooncake, Azure or BurstGPT.</source>
        <translation>Запись Mooncake, Azure или BurstGPT.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>Burstiness</source>
        <translation>Неравномерность</translation>
    </message>
    <message>
        <source>1: requests come by chance. Less: in bursts. inf: at even distances.</source>
        <translation>1: запросы приходят случайно. Меньше: пачками. inf: через равные промежутки.</translation>
    </message>
    <message>
        <source>In flight at most</source>
        <translation>Не больше сразу</translation>
    </message>
    <message>
        <source>Empty: no limit. What waits is timed from when it was due.</source>
        <translation>Пусто: без предела. Время ждущих запросов считается от назначенного момента.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>без предела</translation>
    </message>
    <message>
        <source>Requests per second</source>
        <translation>Запросов в секунду</translation>
    </message>
    <message>
        <source>They come whether or not others were answered.</source>
        <translation>Они приходят, даже если на прежние ещё нет ответа.</translation>
    </message>
    <message>
        <source>Times its speed</source>
        <translation>Во сколько раз быстрее</translation>
    </message>
    <message>
        <source>2: the trace in half of its time.</source>
        <translation>2: трасса за половину её времени.</translation>
    </message>
    <message>
        <source>Traces (*.jsonl *.csv);;All files (*)</source>
        <translation>Трассы (*.jsonl *.csv);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Write where the search begins and where it ends at the latest: 1, 512.</source>
        <translation>Напишите, где поиск начинается и где он закончится самое позднее: 1, 512.</translation>
    </message>
    <message>
        <source>Users, from and to</source>
        <translation>Пользователи, от и до</translation>
    </message>
    <message>
        <source>Requests per second, from and to</source>
        <translation>Запросы в секунду, от и до</translation>
    </message>
    <message>
        <source>The search doubles from the first, and ends at the second.</source>
        <translation>Поиск удваивает нагрузку, начиная с первой, и кончается на второй.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::MainMenu</name>
    <message>
        <source>&amp;Go On with This Run</source>
        <translation>П&amp;родолжить этот прогон</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause After This Cell</source>
        <translation>Пауза после этой ячейки</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;New Plan</source>
        <translation>&amp;Новый план</translation>
    </message>
    <message>
        <source>&amp;Open Plan…</source>
        <translation>&amp;Открыть план…</translation>
    </message>
    <message>
        <source>&amp;Save Plan</source>
        <translation>&amp;Сохранить план</translation>
    </message>
    <message>
        <source>Save Plan &amp;As…</source>
        <translation>Сохранить план &amp;как…</translation>
    </message>
    <message>
        <source>Open &amp;Database…</source>
        <translation>Открыть &amp;базу данных…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>В&amp;ыход</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;Undo Change of the Plan</source>
        <translation>&amp;Отменить изменение плана</translation>
    </message>
    <message>
        <source>&amp;Redo Change of the Plan</source>
        <translation>&amp;Повторить изменение плана</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>П&amp;рогон</translation>
    </message>
    <message>
        <source>&amp;Run the Plan</source>
        <translation>&amp;Запустить план</translation>
    </message>
    <message>
        <source>&amp;Stop…</source>
        <translation>&amp;Остановить…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Бэкенды</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>План</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Прогон</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Результаты</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Оформление</translation>
    </message>
    <message>
        <source>Like the System</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлое</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмное</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>Tokamark &amp;Help</source>
        <translation>&amp;Справка Tokamark</translation>
    </message>
    <message>
        <source>&amp;About Tokamark</source>
        <translation>&amp;О Tokamark</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Инструменты</translation>
    </message>
    <message>
        <source>&amp;What Can This Machine Drive?…</source>
        <translation>&amp;Что выдержит эта машина?…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Отменить</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Повторить</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::MainWindow</name>
    <message>
        <source>About Tokamark</source>
        <translation>О Tokamark</translation>
    </message>
    <message>
        <source>&lt;b&gt;Tokamark %1&lt;/b&gt;&lt;p&gt;Which LLM serving backend, at which load, on your GPU.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Tokamark %1&lt;/b&gt;&lt;p&gt;Какой бэкенд для LLM, при какой нагрузке, на вашем GPU.&lt;/p&gt;&lt;p&gt;Свободная программа под лицензией GNU GPL версии 3 или новее.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Stop at once?</source>
        <translation>Остановить сразу?</translation>
    </message>
    <message>
        <source>Requests in flight are cut off. What is finished is kept.</source>
        <translation>Запросы в работе будут оборваны. Законченное сохранится.</translation>
    </message>
    <message>
        <source>Stop at Once</source>
        <translation>Остановить сразу</translation>
    </message>
    <message>
        <source>Stop the run?</source>
        <translation>Остановить прогон?</translation>
    </message>
    <message>
        <source>Requests in flight may end, then the run stops. Finished cells are kept, and the run can go on later at the first unfinished one.</source>
        <translation>Запросы в работе завершатся, затем прогон остановится. Законченные ячейки сохранятся, и позже прогон можно продолжить с первой незаконченной.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Open Database</source>
        <translation>Открыть базу данных</translation>
    </message>
    <message>
        <source>Databases (*.sqlite *.db);;All files (*)</source>
        <translation>Базы данных (*.sqlite *.db);;Все файлы (*)</translation>
    </message>
    <message>
        <source>%1 – Tokamark</source>
        <comment>window title, with the plan&apos;s name</comment>
        <translation>%1 – Tokamark</translation>
    </message>
    <message numerus="yes">
        <source>SQLite · %n run(s)</source>
        <translation>
            <numerusform>SQLite · %n прогон</numerusform>
            <numerusform>SQLite · %n прогона</numerusform>
            <numerusform>SQLite · %n прогонов</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the run and quit?</source>
        <translation>Остановить прогон и выйти?</translation>
    </message>
    <message>
        <source>Finished cells are kept, and the run can go on later.</source>
        <translation>Законченные ячейки сохранятся, и прогон можно будет продолжить.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Stop without writing?</source>
        <translation>Остановить без записи?</translation>
    </message>
    <message>
        <source>Stop and Lose It</source>
        <translation>Остановить и потерять</translation>
    </message>
    <message>
        <source>What could not be written to the database is lost then. Go on in another file to keep it.</source>
        <translation>Всё, что не удалось записать в базу данных, будет потеряно. Чтобы сохранить это, продолжите в другом файле.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanBackendsCard</name>
    <message>
        <source>edit backend</source>
        <translation>правка бэкенда</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>name of a backend, what is wrong</comment>
        <translation>«%1»: %2</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Бэкенды</translation>
    </message>
    <message>
        <source>Backends of the plan</source>
        <translation>Бэкенды плана</translation>
    </message>
    <message>
        <source>Edit for this plan…</source>
        <translation>Изменить в этом плане…</translation>
    </message>
    <message>
        <source>Headers, extra fields, model and whatever else the plan says about the chosen backend. The saved backend stays as it is.</source>
        <translation>Заголовки, дополнительные поля, модель и всё прочее, что план говорит о выбранном бэкенде. Сохранённый бэкенд не меняется.</translation>
    </message>
    <message>
        <source>“%1”, %2: %3</source>
        <comment>name of a backend, a field, what is wrong</comment>
        <translation>«%1», %2: %3</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanDocument</name>
    <message>
        <source>add backend</source>
        <translation>добавить бэкенд</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanBackendsModel</name>
    <message>
        <source>add backend</source>
        <translation>добавить бэкенд</translation>
    </message>
    <message>
        <source>leave out backend</source>
        <translation>убрать бэкенд</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanFiles</name>
    <message>
        <source>Drop the changes?</source>
        <translation>Отбросить изменения?</translation>
    </message>
    <message>
        <source>The plan has changes that were not saved.</source>
        <translation>В плане есть несохранённые изменения.</translation>
    </message>
    <message>
        <source>Drop Changes</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Open Plan</source>
        <translation>Открыть план</translation>
    </message>
    <message>
        <source>Plans (*.toml);;All files (*)</source>
        <translation>Планы (*.toml);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Save Plan</source>
        <translation>Сохранить план</translation>
    </message>
    <message>
        <source>Plans (*.toml)</source>
        <translation>Планы (*.toml)</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanForecastCard</name>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n ячейка</numerusform>
            <numerusform>%n ячейки</numerusform>
            <numerusform>%n ячеек</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 requests</source>
        <translation>около %1 запросов</translation>
    </message>
    <message>
        <source>No backend is chosen, so there is nothing to run.</source>
        <translation>Ни один бэкенд не выбран: запускать нечего.</translation>
    </message>
    <message>
        <source>Add a backend</source>
        <translation>Добавить бэкенд</translation>
    </message>
    <message>
        <source>The order is reversed in every other repetition (A B, B A), so that a drift of the machine hits all alike.</source>
        <translation>В каждом втором повторении порядок обратный (A B, B A), чтобы дрейф машины задел всех поровну.</translation>
    </message>
    <message>
        <source>One backend at a time, for they share a GPU.</source>
        <translation>По одному бэкенду: GPU у них общий.</translation>
    </message>
    <message>
        <source>What will run</source>
        <translation>Что будет запущено</translation>
    </message>
    <message>
        <source>Cells of the plan</source>
        <translation>Ячейки плана</translation>
    </message>
    <message numerus="yes">
        <source>%1 to %n cell(s)</source>
        <translation>
            <numerusform>от %1 до %n ячейки</numerusform>
            <numerusform>от %1 до %n ячеек</numerusform>
            <numerusform>от %1 до %n ячеек</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2 requests</source>
        <translation>от %1 до %2 запросов</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>от %1 до %2</translation>
    </message>
    <message>
        <source>It takes the fewest cells where the lowest load fails, and more than the most where an end changes sides or a measurement is made again.</source>
        <translation>Меньше всего ячеек нужно, если срывается уже наименьшая нагрузка; больше указанного — если край перейдёт на другую сторону предела или измерение придётся повторить.</translation>
    </message>
    <message>
        <source>The command before a repetition runs before each of them, which comes on top.</source>
        <translation>Команда перед повторением выполняется перед каждой из них, и её время сюда не входит.</translation>
    </message>
    <message>
        <source>Searches for the largest load with %1: doubles it until a point fails, halves the bracket from there on, and measures both ends again.</source>
        <translation>Ищет наибольшую нагрузку, при которой %1: удваивает её, пока точка не сорвётся, дальше делит промежуток пополам и измеряет оба края ещё раз.</translation>
    </message>
    <message>
        <source>Before each repetition this command runs on this computer: %1</source>
        <translation>Перед каждым повторением на этом компьютере выполняется команда: %1</translation>
    </message>
    <message>
        <source>%1; in each cell requests and time of one repetition</source>
        <comment>what the loads are</comment>
        <translation>%1; в ячейках — запросы и время одного повторения</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanForm</name>
    <message>
        <source>change</source>
        <translation>изменение</translation>
    </message>
    <message>
        <source>“%1” is not a length of time. Write for example 500ms, 30s or 5m.</source>
        <translation>«%1» — не длительность. Например: 500ms, 30s или 5m.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanMatrixModel</name>
    <message>
        <source>%1 × %2</source>
        <comment>value × repetitions</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>as many as fit</source>
        <translation>сколько успеет</translation>
    </message>
    <message>
        <source>%1 req</source>
        <translation>%1 запр.</translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation>время неизвестно</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>backend · workload</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>План</translation>
    </message>
    <message>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>First look, simulated</source>
        <translation>Первое знакомство, симуляция</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>Быстрый взгляд</translation>
    </message>
    <message>
        <source>BentoML 2024 study</source>
        <translation>Исследование BentoML 2024</translation>
    </message>
    <message>
        <source>BentoML 2024 study, corrected</source>
        <translation>Исследование BentoML 2024, исправленное</translation>
    </message>
    <message>
        <source>With the backends of this plan</source>
        <translation>С бэкендами этого плана</translation>
    </message>
    <message>
        <source>Simulated: Llama 3 8B on an A100</source>
        <translation>Симуляция: Llama 3 8B на A100</translation>
    </message>
    <message>
        <source>Simulated: Llama 3 70B, 4 bits, on an A100</source>
        <translation>Симуляция: Llama 3 70B, 4 бита, на A100</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>заготовка</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Name of the plan</source>
        <translation>Имя плана</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Заготовки</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Открыть…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Run  Ctrl+R</source>
        <translation>Запуск  Ctrl+R</translation>
    </message>
    <message>
        <source>Something on this page cannot run yet; it is marked in red.</source>
        <translation>Что-то на этой странице ещё нельзя запустить; оно отмечено красным.</translation>
    </message>
    <message>
        <source>Find my limit</source>
        <translation>Найти мой предел</translation>
    </message>
    <message>
        <source>Open another database…</source>
        <translation>Открыть другую базу…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ReportPage</name>
    <message>
        <source>Web page (*.html)</source>
        <translation>Веб-страница (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>What this data cannot say</source>
        <translation>Чего эти данные не говорят</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Сохранить отчёт</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>Отчёта пока нет</translation>
    </message>
    <message>
        <source>After a run its answers stand here in words, ready for print.</source>
        <translation>После прогона здесь будут ответы словами, готовые к печати.</translation>
    </message>
    <message>
        <source>Go to the plan</source>
        <translation>Перейти к плану</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Копировать как Markdown</translation>
    </message>
    <message>
        <source>HTML…</source>
        <translation>HTML…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>Сохранить PDF…</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>Просмотр отчёта</translation>
    </message>
    <message>
        <source>What the comparison carries</source>
        <translation>Что доказывает сравнение</translation>
    </message>
    <message>
        <source>Failed requests</source>
        <translation>Сбои запросов</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ReportPreview</name>
    <message>
        <source>Page %1 of the report</source>
        <translation>Страница %1 отчёта</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ResultExport</name>
    <message>
        <source>All charts</source>
        <translation>Все графики</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Points and requests as CSV…</source>
        <translation>Точки и запросы в CSV…</translation>
    </message>
    <message>
        <source>Whole run as JSON…</source>
        <translation>Весь прогон в JSON…</translation>
    </message>
    <message>
        <source>A file for each point with the keys of vLLM…</source>
        <translation>Файл на каждую точку с ключами vLLM…</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Папка для файлов</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has files of these names already:</source>
        <comment>a folder</comment>
        <translation>В папке %1 уже есть файлы с такими именами:</translation>
    </message>
    <message>
        <source>Replace files?</source>
        <translation>Заменить файлы?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ResultsPage</name>
    <message>
        <source>The search has not ended</source>
        <translation>Поиск не закончен</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cell(s) measured</source>
        <translation>
            <numerusform>измерено %1 из %n ячейки</numerusform>
            <numerusform>измерено %1 из %n ячеек</numerusform>
            <numerusform>измерено %1 из %n ячеек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n с ошибкой</numerusform>
            <numerusform>%n с ошибкой</numerusform>
            <numerusform>%n с ошибкой</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; Run &gt; Go On with This Run</source>
        <comment>what is missing: what to do</comment>
        <translation>%1; Прогон &gt; Продолжить этот прогон</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Результаты</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message numerus="yes">
        <source>%n runs on the same axes</source>
        <translation>
            <numerusform>%n прогон на одних осях</numerusform>
            <numerusform>%n прогона на одних осях</numerusform>
            <numerusform>%n прогонов на одних осях</numerusform>
        </translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Прогонов пока нет</translation>
    </message>
    <message>
        <source>Every run is kept here: curves, verdicts and single requests.</source>
        <translation>Здесь хранится каждый прогон: кривые, вердикты и отдельные запросы.</translation>
    </message>
    <message>
        <source>Go to the plan</source>
        <translation>Перейти к плану</translation>
    </message>
    <message>
        <source>Add a note to this run</source>
        <translation>Добавить заметку к прогону</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>This is a copy</source>
        <translation>Это копия</translation>
    </message>
    <message>
        <source>The database is of an older version and may only be read, so a copy of it is shown. Runs that are added to the file meanwhile are not in it, and nothing can be changed.</source>
        <translation>База данных более старой версии и доступна только для чтения, поэтому показана её копия. Прогоны, добавленные в файл позже, в неё не попадут, и изменить ничего нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>Записан %n файл в %1</numerusform>
            <numerusform>Записано %n файла в %1</numerusform>
            <numerusform>Записано %n файлов в %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Open another database…</source>
        <translation>Открыть другую базу…</translation>
    </message>
    <message>
        <source>Left out, for there is nothing to draw: %1</source>
        <translation>Пропущено, рисовать нечего: %1</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ResultPanels</name>
    <message>
        <source>Single requests</source>
        <translation>Отдельные запросы</translation>
    </message>
    <message>
        <source>A chosen point is shown here request by request.</source>
        <translation>Здесь выбранная точка показывается запрос за запросом.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::RunMatrixModel</name>
    <message>
        <source>%1 failed</source>
        <comment>requests</comment>
        <translation>ошибок: %1</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>ток/с</translation>
    </message>
    <message>
        <source>%1, %2: %3 %4</source>
        <comment>backend, users: value detail</comment>
        <translation>%1, %2: %3 %4</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>backend: that it waits</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ошибка</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлена</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 · TTFT %2 · %3 in flight</source>
        <translation>%1 · TTFT %2 · в работе %3</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>backend · workload</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>TTFT %1 · %2 req/s · %3 requests</source>
        <translation>TTFT %1 · %2 запр/с · запросов %3</translation>
    </message>
    <message>
        <source>TTFT %1 · %2 %3 · %4 req/s · %5 requests</source>
        <comment>%2: the name of a percentile</comment>
        <translation>TTFT %1 · %2 %3 · %4 запр/с · запросов %5</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::RunNotice</name>
    <message>
        <source>The results of this run go to %1, and what it had before was copied there.</source>
        <translation>Результаты этого прогона идут в %1; прежние скопированы туда же.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Go to the plan</source>
        <translation>К плану</translation>
    </message>
    <message>
        <source>The run waits, sends nothing, and keeps what was measured in memory.</source>
        <translation>Прогон ждёт, ничего не отправляет и хранит измеренное в памяти.</translation>
    </message>
    <message>
        <source>Go on in another file…</source>
        <translation>Продолжить в другом файле…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Go On in Another File</source>
        <translation>Продолжить в другом файле</translation>
    </message>
    <message>
        <source>Databases (*.sqlite *.db)</source>
        <translation>Базы данных (*.sqlite *.db)</translation>
    </message>
    <message>
        <source>Writing again…</source>
        <translation>Повторная запись…</translation>
    </message>
    <message>
        <source>Copying the run to %1…</source>
        <translation>Прогон копируется в %1…</translation>
    </message>
    <message>
        <source>Run into another file…</source>
        <translation>Прогнать в другой файл…</translation>
    </message>
    <message>
        <source>Run Into Another File</source>
        <translation>Прогон в другой файл</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::RunPage</name>
    <message>
        <source>Run</source>
        <translation>Прогон</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить прогон</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Goes on at the first unfinished cell</source>
        <translation>Продолжает с первой незаконченной ячейки</translation>
    </message>
    <message>
        <source>Pauses after the current cell</source>
        <translation>Пауза после текущей ячейки</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>Ничего не запущено</translation>
    </message>
    <message>
        <source>Run the plan “%1”, and its cells and curves grow here.</source>
        <translation>Запустите план «%1» — здесь появятся его ячейки и кривые.</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>симуляция</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>See results</source>
        <translation>К результатам</translation>
    </message>
    <message>
        <source>Cells of the run</source>
        <translation>Ячейки прогона</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::RunProgressCard</name>
    <message>
        <source>requests failed: %1</source>
        <translation>запросов с ошибкой: %1</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Ход прогона</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запускается…</translation>
    </message>
    <message>
        <source>Cell %1 of %2</source>
        <translation>Ячейка %1 из %2</translation>
    </message>
    <message>
        <source>%1 of %2 cells</source>
        <translation>Ячеек: %1 из %2</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>подготовка</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>пауза</translation>
    </message>
    <message>
        <source>stopping: requests in flight may end</source>
        <translation>останавливается: запросы в работе завершаются</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>stopped; what is finished is kept</source>
        <translation>остановлен; законченное сохранено</translation>
    </message>
    <message>
        <source>ended early; what is finished is kept</source>
        <translation>прервался; законченное сохранено</translation>
    </message>
    <message>
        <source>repetition %1 of %2</source>
        <translation>повторение %1 из %2</translation>
    </message>
    <message>
        <source>pausing after this cell</source>
        <translation>пауза после этой ячейки</translation>
    </message>
    <message>
        <source>%1 elapsed</source>
        <translation>прошло %1</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>осталось около %1</translation>
    </message>
    <message>
        <source>ends %1</source>
        <translation>конец в %1</translation>
    </message>
    <message>
        <source>waiting for the database</source>
        <translation>ожидание базы данных</translation>
    </message>
    <message>
        <source>Cell %1</source>
        <translation>Ячейка %1</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::Sidebar</name>
    <message>
        <source>Page %1</source>
        <translation>Страница «%1»</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::DatabaseNotice</name>
    <message>
        <source>The database that was open stays open: %1</source>
        <translation>Прежняя база остаётся открытой: %1</translation>
    </message>
    <message>
        <source>Open another database…</source>
        <translation>Открыть другую базу…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SimulatedField</name>
    <message>
        <source>in its own dialect</source>
        <translation>на своём диалекте</translation>
    </message>
    <message>
        <source>Simulated backend</source>
        <translation>Симулируемый бэкенд</translation>
    </message>
    <message>
        <source>Dialect that it speaks</source>
        <translation>Диалект, на котором он говорит</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SloForm</name>
    <message>
        <source>Limits for goodput</source>
        <translation>Пределы для goodput</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>End to end</source>
        <translation>Весь запрос</translation>
    </message>
    <message>
        <source>Longest stall</source>
        <translation>Самая долгая пауза</translation>
    </message>
    <message>
        <source>A request counts as good if it meets every limit.</source>
        <translation>Запрос считается хорошим, если укладывается во все пределы.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>без предела</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>не больше </translation>
    </message>
    <message>
        <source> ms</source>
        <translation> мс</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::TrialDialog</name>
    <message>
        <source>Send again</source>
        <translation>Послать ещё раз</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Скопировать как curl</translation>
    </message>
    <message>
        <source>Try one request: %1</source>
        <translation>Один запрос: %1</translation>
    </message>
    <message>
        <source>What the server sent, with the time of each read</source>
        <translation>Что прислал сервер, с временем каждого чтения</translation>
    </message>
    <message>
        <source>Times count from sending the request. k: stamped by the kernel.</source>
        <translation>Время отсчитывается от отправки запроса. k: отмечено ядром.</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Ждём ответа…</translation>
    </message>
    <message>
        <source>The server refused</source>
        <translation>Сервер отказал</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Исход</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>TPOT</source>
        <translation>TPOT</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Выходные токены</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>Токены запроса</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>не сообщено</translation>
    </message>
    <message>
        <source>Token events</source>
        <translation>События с токенами</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Получено</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 байт</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>Метки времени</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>ядро</translation>
    </message>
    <message>
        <source>after the read</source>
        <translation>после чтения</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Нет ответа</translation>
    </message>
    <message>
        <source>The curl command is on the clipboard.</source>
        <translation>Команда curl в буфере обмена.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>%1 %2: status %3, %4, %5</source>
        <comment>method, URL, status, number of reads, number of events</comment>
        <translation>%1 %2: статус %3, %4, %5</translation>
    </message>
    <message numerus="yes">
        <source>%n read(s)</source>
        <translation>
            <numerusform>%n чтение</numerusform>
            <numerusform>%n чтения</numerusform>
            <numerusform>%n чтений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n событие</numerusform>
            <numerusform>%n события</numerusform>
            <numerusform>%n событий</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::WindowFigures</name>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 ток/с</translation>
    </message>
    <message>
        <source>Output rate</source>
        <translation>Скорость вывода</translation>
    </message>
    <message>
        <source>TTFT p50</source>
        <translation>TTFT p50</translation>
    </message>
    <message>
        <source>TTFT p95</source>
        <translation>TTFT p95</translation>
    </message>
    <message>
        <source>TPOT mean</source>
        <translation>TPOT средний</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>В работе</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Завершено</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измерено</translation>
    </message>
    <message>
        <source>moved by hand</source>
        <translation>сдвинуто вручную</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::WorkloadForm</name>
    <message>
        <source>Prompts</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl *.json);;All files (*)</source>
        <translation>JSON по строкам (*.jsonl *.json);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>Содержание запросов</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>One JSON object a line, with “prompt” or “messages”.</source>
        <translation>По объекту JSON в строке, с «prompt» или «messages».</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>Входные токены</translation>
    </message>
    <message>
        <source>Nominal: what they were is known from the server&apos;s count.</source>
        <translation>Номинально: сколько их было, скажет счёт сервера.</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>Выходные токены</translation>
    </message>
    <message>
        <source>Output length</source>
        <translation>Длина ответа</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Системный промпт</translation>
    </message>
    <message>
        <source>Prompt cache</source>
        <translation>Кэш промптов</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Температура</translation>
    </message>
    <message>
        <source>Always sent, so that no server uses a default of its own.</source>
        <translation>Посылается всегда, чтобы сервер не брал своё значение.</translation>
    </message>
    <message>
        <source>synthetic text</source>
        <translation>синтетический текст</translation>
    </message>
    <message>
        <source>from a JSONL file</source>
        <translation>из файла JSONL</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Обзор…</translation>
    </message>
    <message>
        <source>exact: end of text is ignored</source>
        <translation>точная: конец текста игнорируется</translation>
    </message>
    <message>
        <source>at most: the model may end earlier</source>
        <translation>не больше: может и раньше</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>fresh prompts at every level</source>
        <translation>новые промпты на каждом уровне</translation>
    </message>
    <message>
        <source>prompts may repeat</source>
        <translation>промпты могут повторяться</translation>
    </message>
    <message>
        <source>add workload</source>
        <translation>добавление набора запросов</translation>
    </message>
    <message>
        <source>duplicate workload</source>
        <translation>копия набора запросов</translation>
    </message>
    <message>
        <source>remove workload</source>
        <translation>удаление набора запросов</translation>
    </message>
    <message>
        <source>Workloads</source>
        <translation>Наборы запросов</translation>
    </message>
    <message>
        <source>In “%1”: %2</source>
        <comment>name of a workload, what is wrong</comment>
        <translation>В «%1»: %2</translation>
    </message>
    <message>
        <source>Shown here</source>
        <translation>Показан</translation>
    </message>
    <message>
        <source>Every workload is measured at every load.</source>
        <translation>Каждый набор измеряется при каждой нагрузке.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add a workload</source>
        <translation>Добавить набор запросов</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>File with prompts</source>
        <translation>Файл с промптами</translation>
    </message>
    <message>
        <source>about %1 of %2 tokens</source>
        <translation>около %1 из %2 токенов</translation>
    </message>
    <message>
        <source>a shared beginning, then fresh text</source>
        <translation>общее начало, затем новый текст</translation>
    </message>
    <message>
        <source>Shared part, %</source>
        <translation>Общая часть, %</translation>
    </message>
    <message>
        <source>Of the tokens of each prompt, from its start: what a warm prefix cache hits.</source>
        <translation>Доля токенов каждого запроса с его начала: её находит прогретый кэш префиксов.</translation>
    </message>
    <message>
        <source>Different beginnings</source>
        <translation>Разных начал</translation>
    </message>
    <message>
        <source>Requests take them in turn.</source>
        <translation>Запросы берут их по очереди.</translation>
    </message>
</context>
<context>
    <name>OtherToolWords</name>
    <message>
        <source>Ends with the first event, even one without text, and begins with connecting; warm-up counts.</source>
        <translation>Кончается первым событием, даже без текста, и начинается с соединения; прогрев учитывается.</translation>
    </message>
    <message>
        <source>Begins with connecting; warm-up counts.</source>
        <translation>Начинается с соединения; прогрев учитывается.</translation>
    </message>
    <message>
        <source>Begins with connecting, anew for every request: where ours reused a connection, the median time that connecting took in this point is added, unless none was opened; warm-up counts.</source>
        <translation>Начинается с соединения, нового для каждого запроса: где наш клиент взял готовое, добавлена медиана времени соединения в этой точке, если хоть одно открывалось; прогрев учитывается.</translation>
    </message>
    <message>
        <source>Begins with connecting; warm-up counts; percentiles are values that were seen.</source>
        <translation>Начинается с соединения; прогрев учитывается; процентили — встретившиеся значения.</translation>
    </message>
    <message>
        <source>From its TTFT to the end of the stream, not to the last token.</source>
        <translation>От его TTFT до конца потока, а не до последнего токена.</translation>
    </message>
    <message>
        <source>To the end of the stream, over the length that was asked for.</source>
        <translation>До конца потока, на запрошенную длину.</translation>
    </message>
    <message>
        <source>The TTFT is in it, and each answer weighs as many times as it has tokens.</source>
        <translation>Включает TTFT, и каждый ответ весит столько раз, сколько в нём токенов.</translation>
    </message>
    <message>
        <source>AIPerf has none; it calls this inter-token latency.</source>
        <translation>У AIPerf такого нет: он называет это inter-token latency.</translation>
    </message>
    <message>
        <source>Begins with connecting and ends with the stream, not with the last token.</source>
        <translation>Начинается с соединения и кончается с потоком, а не с последним токеном.</translation>
    </message>
    <message>
        <source>Begins with connecting, added as to its TTFT, and ends with the stream, not with the last token.</source>
        <translation>Начинается с соединения, добавленного как к его TTFT, и кончается с потоком, а не с последним токеном.</translation>
    </message>
    <message>
        <source>Begins with connecting and ends with the stream; percentiles are values that were seen.</source>
        <translation>Начинается с соединения и кончается с потоком; процентили — встретившиеся значения.</translation>
    </message>
    <message>
        <source>The gap between an event without text and the first token counts too.</source>
        <translation>Учитывается и промежуток между событием без текста и первым токеном.</translation>
    </message>
    <message>
        <source>The same gaps, with those of the warm-up.</source>
        <translation>Те же промежутки вместе с прогревом.</translation>
    </message>
    <message>
        <source>One mean for each answer, so its percentiles are of means and hide every stall.</source>
        <translation>Одно среднее на ответ: процентили — от средних и скрывают каждую заминку.</translation>
    </message>
    <message>
        <source>One mean for each answer: what is called TPOT here.</source>
        <translation>Одно среднее на ответ: то, что здесь зовётся TPOT.</translation>
    </message>
    <message>
        <source>Over the whole time, with ramp, warm-up and drain; tokens of completed answers.</source>
        <translation>За всё время с разгоном, прогревом и завершением; токены завершённых ответов.</translation>
    </message>
    <message>
        <source>Over the whole time, with ramp, warm-up and drain; tokens of completed answers, among them those that an error object ended.</source>
        <translation>За всё время, с разгоном, прогревом и завершением; токены выполненных ответов, в том числе прерванных объектом ошибки.</translation>
    </message>
    <message>
        <source>Over the whole time, with ramp, warm-up and drain; the lengths that were asked for, also of answers that an error object ended.</source>
        <translation>За всё время, с разгоном, прогревом и завершением; запрошенные длины, также и ответов, прерванных объектом ошибки.</translation>
    </message>
    <message>
        <source>Over the whole time, with ramp, warm-up and drain; an answer that an error object ended counts as completed.</source>
        <translation>За всё время, с разгоном, прогревом и завершением; ответ, прерванный объектом ошибки, считается выполненным.</translation>
    </message>
    <message>
        <source>Over the whole time, with ramp, warm-up and drain.</source>
        <translation>За всё время с разгоном, прогревом и завершением.</translation>
    </message>
</context>
<context>
    <name>SteadyWords</name>
    <message>
        <source>%1 before second %3 of the window, %2 after it (with 95 % certainty %4 to %5).</source>
        <translation>%1 до секунды %3 окна, %2 после неё (с вероятностью 95 % от %4 до %5).</translation>
    </message>
    <message>
        <source>From %1 to %2 within %3, %6 a minute (over the whole: %4 to %5 with 95 % certainty).</source>
        <translation>От %1 до %2 за %3, %6 в минуту (за всё время с вероятностью 95 % от %4 до %5).</translation>
    </message>
</context>
<context>
    <name>DifferenceWords</name>
    <message>
        <source>whether it differs cannot be told.</source>
        <translation>есть ли разница, сказать нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s) carry no statement; within the runs the difference is %1 to %2 %.</source>
        <translation>
            <numerusform>%n повторение ничего не доказывает; внутри прогонов разница от %1 до %2 %.</numerusform>
            <numerusform>%n повторения ничего не доказывают; внутри прогонов разница от %1 до %2 %.</numerusform>
            <numerusform>%n повторений ничего не доказывают; внутри прогонов разница от %1 до %2 %.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no difference that %n repetition(s) can show (%1 to %2 %).</source>
        <translation>
            <numerusform>разницы, которую может показать %n повторение, нет (от %1 до %2 %).</numerusform>
            <numerusform>разницы, которую могут показать %n повторения, нет (от %1 до %2 %).</numerusform>
            <numerusform>разницы, которую могут показать %n повторений, нет (от %1 до %2 %).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no difference that holds among the %n figure(s) compared together; taken alone %1 to %2 %.</source>
        <translation>
            <numerusform>разницы, которая держится среди %n показателя, сравниваемого вместе с другими, нет; взятая отдельно — от %1 до %2 %.</numerusform>
            <numerusform>разницы, которая держится среди %n показателей, сравниваемых вместе, нет; взятая отдельно — от %1 до %2 %.</numerusform>
            <numerusform>разницы, которая держится среди %n показателей, сравниваемых вместе, нет; взятая отдельно — от %1 до %2 %.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s) carry no statement; within the runs it is %1 to %2 times as much.</source>
        <translation>
            <numerusform>%n повторение ничего не доказывает; внутри прогонов больше в %1–%2 раза.</numerusform>
            <numerusform>%n повторения ничего не доказывают; внутри прогонов больше в %1–%2 раза.</numerusform>
            <numerusform>%n повторений ничего не доказывают; внутри прогонов больше в %1–%2 раза.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2 times as long.</source>
        <translation>дольше в %1–%2 раза.</translation>
    </message>
    <message>
        <source>%1 to %2 times as fast.</source>
        <translation>быстрее в %1–%2 раза.</translation>
    </message>
    <message>
        <source>faster by %1 to %2 %.</source>
        <translation>быстрее на %1–%2 %.</translation>
    </message>
    <message>
        <source>slower by %1 to %2 %.</source>
        <translation>медленнее на %1–%2 %.</translation>
    </message>
</context>
<context>
    <name>LevelWords</name>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n пользователь</numerusform>
            <numerusform>%n пользователя</numerusform>
            <numerusform>%n пользователей</numerusform>
        </translation>
    </message>
    <message>
        <source>all requests at once</source>
        <translation>все запросы сразу</translation>
    </message>
    <message>
        <source>%1 requests/s</source>
        <translation>%1 запр./с</translation>
    </message>
    <message>
        <source>trace at %1×</source>
        <translation>трасса, скорость ×%1</translation>
    </message>
    <message>
        <source>Concurrent users</source>
        <translation>Одновременные пользователи</translation>
    </message>
    <message>
        <source>Requests per second, as asked for</source>
        <translation>Запросов в секунду, как задано</translation>
    </message>
    <message>
        <source>Speed of the trace</source>
        <translation>Скорость трассы</translation>
    </message>
</context>
<context>
    <name>DifferenceText</name>
    <message>
        <source>%1 beside %2, %3, %4: %5</source>
        <translation>%1 рядом с %2, %3, %4: %5</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 beside %2, %3. %4</source>
        <translation>%1 рядом с %2, %3. %4</translation>
    </message>
</context>
<context>
    <name>RooflineOverlay</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 (%2, KV cache)</source>
        <comment>users, backend</comment>
        <translation>%1 (%2, KV-кэш)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>users, backend</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 % of the roofline, %2 tok/s on %3</source>
        <translation>%1 % границы, %2 ток/с на %3</translation>
    </message>
    <message>
        <source>%1 % of a good engine</source>
        <translation>%1 % хорошего движка</translation>
    </message>
    <message>
        <source>roofline</source>
        <translation>граница</translation>
    </message>
    <message>
        <source>roofline, %1</source>
        <translation>граница, %1</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1 с %2</translation>
    </message>
    <message>
        <source>roofline: %1</source>
        <comment>hardware</comment>
        <translation>граница: %1</translation>
    </message>
    <message>
        <source>dashes: queue above %1</source>
        <comment>users</comment>
        <translation>пунктир: очередь свыше %1</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HardwareFields</name>
    <message>
        <source>For the roofline: what this GPU can do at most. Empty: as its driver or exporter says.</source>
        <translation>Для границы: на что способна эта видеокарта. Пусто: как говорит её драйвер или экспортёр.</translation>
    </message>
    <message>
        <source>A model of the list, or the path of its config.json.</source>
        <translation>Модель из списка или путь к её config.json.</translation>
    </message>
    <message>
        <source>What the weights are stored as.</source>
        <translation>В каком формате хранятся веса.</translation>
    </message>
    <message>
        <source>What the KV cache is stored as.</source>
        <translation>В каком формате хранится KV-кэш.</translation>
    </message>
    <message>
        <source>Tokens that a step yields for a request: above 1 with speculative decoding.</source>
        <translation>Сколько токенов даёт запросу один шаг: больше 1 при спекулятивном декодировании.</translation>
    </message>
    <message>
        <source>as detected</source>
        <translation>как определится</translation>
    </message>
    <message>
        <source>by the name of the model</source>
        <translation>по имени модели</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 бит</translation>
    </message>
</context>
<context>
    <name>ThresholdWords</name>
    <message>
        <source>Late sends, ms</source>
        <translation>Опоздание, мс</translation>
    </message>
    <message>
        <source>How late requests were sent, or sent again, at the 99th percentile.</source>
        <translation>Насколько поздно запросы уходили или повторялись, 99-й процентиль.</translation>
    </message>
    <message>
        <source>Late sends, % of TTFT</source>
        <translation>Опоздание, % TTFT</translation>
    </message>
    <message>
        <source>The same against the median TTFT, where requests have due instants of their own.</source>
        <translation>То же относительно медианы TTFT, если у запросов есть свой срок отправки.</translation>
    </message>
    <message>
        <source>Turnaround, % of E2EL</source>
        <translation>Пауза, % E2EL</translation>
    </message>
    <message>
        <source>From the end of a request to the next one of its user, against the median E2EL.</source>
        <translation>От конца запроса до следующего того же пользователя, относительно медианы E2EL.</translation>
    </message>
    <message>
        <source>Client CPU, %</source>
        <translation>ЦП клиента, %</translation>
    </message>
    <message>
        <source>Share of a core that the busiest thread of the client took.</source>
        <translation>Доля ядра, занятая самым загруженным потоком клиента.</translation>
    </message>
    <message>
        <source>Shared reads, %</source>
        <translation>Общие чтения, %</translation>
    </message>
    <message>
        <source>First tokens that shared a read with later events.</source>
        <translation>Первые токены, прочитанные вместе с более поздними событиями.</translation>
    </message>
    <message>
        <source>Load off, %</source>
        <translation>Нагрузка мимо, %</translation>
    </message>
    <message>
        <source>How far the mean concurrency was from the load asked for.</source>
        <translation>Насколько средняя нагрузка отличалась от заданной.</translation>
    </message>
    <message>
        <source>Low load, %</source>
        <translation>Недогрузка, %</translation>
    </message>
    <message>
        <source>Part of the window under 95 % of the load asked for.</source>
        <translation>Часть окна, где нагрузка ниже 95 % заданной.</translation>
    </message>
    <message>
        <source>Rate off, %</source>
        <translation>Частота мимо, %</translation>
    </message>
    <message>
        <source>How far the requests sent were from those that the schedule has due.</source>
        <translation>Насколько отправленные запросы отличались от расписания.</translation>
    </message>
    <message>
        <source>Piling up, %</source>
        <translation>Накопление, %</translation>
    </message>
    <message>
        <source>Requests that pile up, of those that come.</source>
        <translation>Запросы, которые копятся, от тех, что приходят.</translation>
    </message>
    <message>
        <source>Rate drift, %</source>
        <translation>Дрейф скорости, %</translation>
    </message>
    <message>
        <source>How far the output rate moves over the window, either way.</source>
        <translation>Насколько скорость вывода меняется за окно в любую сторону.</translation>
    </message>
    <message>
        <source>TTFT drift, %</source>
        <translation>Дрейф TTFT, %</translation>
    </message>
    <message>
        <source>How far the median TTFT moves over the window, either way.</source>
        <translation>Насколько медиана TTFT меняется за окно в любую сторону.</translation>
    </message>
    <message>
        <source>Samples beyond</source>
        <translation>Замеров выше</translation>
    </message>
    <message>
        <source>Samples beyond the highest percentile shown; fewer are too few.</source>
        <translation>Замеры выше наибольшего показанного процентиля; меньше — слишком мало.</translation>
    </message>
    <message>
        <source>Errors, %</source>
        <translation>Ошибки, %</translation>
    </message>
    <message>
        <source>Failed requests, of those that were sent in the window.</source>
        <translation>Неудавшиеся запросы от отправленных в окне.</translation>
    </message>
    <message>
        <source>In one piece, %</source>
        <translation>Одним куском, %</translation>
    </message>
    <message>
        <source>Answers of several tokens that were not streamed.</source>
        <translation>Ответы из нескольких токенов, которые не передавались потоком.</translation>
    </message>
    <message>
        <source>Length off, %</source>
        <translation>Длина мимо, %</translation>
    </message>
    <message>
        <source>How far answers are from the length asked for, or from that of the other backends.</source>
        <translation>Насколько ответы отличаются от заданной длины или от ответов других бэкендов.</translation>
    </message>
    <message>
        <source>Cached prompts, %</source>
        <translation>Промпты из кэша, %</translation>
    </message>
    <message>
        <source>Prompt tokens that came from the server's cache unasked.</source>
        <translation>Токены промптов, взятые из кэша сервера без просьбы.</translation>
    </message>
    <message>
        <source>Server counts off, %</source>
        <translation>Счётчики мимо, %</translation>
    </message>
    <message>
        <source>How far the server's own counts are from ours.</source>
        <translation>Насколько счётчики сервера отличаются от наших.</translation>
    </message>
    <message>
        <source>Under server TTFT, ms</source>
        <translation>Ниже TTFT сервера, мс</translation>
    </message>
    <message>
        <source>How far our mean TTFT is below the one that the server measured.</source>
        <translation>Насколько наш средний TTFT ниже измеренного сервером.</translation>
    </message>
    <message>
        <source>Clock step, ms</source>
        <translation>Скачок часов, мс</translation>
    </message>
    <message>
        <source>The largest jump of the wall clock.</source>
        <translation>Наибольший скачок системных часов.</translation>
    </message>
    <message>
        <source>Client ceiling, %</source>
        <translation>Потолок клиента, %</translation>
    </message>
    <message>
        <source>The load, of the most that this machine can measure.</source>
        <translation>Нагрузка от наибольшей, которую может измерить эта машина.</translation>
    </message>
    <message>
        <source>Physical limit, %</source>
        <translation>Предел физики, %</translation>
    </message>
    <message>
        <source>The output rate, of the most that the hardware can do.</source>
        <translation>Скорость вывода от наибольшей, на которую способно оборудование.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ThresholdsForm</name>
    <message>
        <source>as usual</source>
        <translation>как обычно</translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n изменён</numerusform>
            <numerusform>%n изменены</numerusform>
            <numerusform>%n изменено</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide (%1)</source>
        <translation>Скрыть (%1)</translation>
    </message>
    <message>
        <source>Show (%1)</source>
        <translation>Показать (%1)</translation>
    </message>
    <message>
        <source>Limits of the verdicts</source>
        <translation>Пороги вердиктов</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Пороги</translation>
    </message>
    <message>
        <source>What every point is held against, and what decides its verdict.</source>
        <translation>С чем сравнивается каждая точка и что решает её вердикт.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Сбросить все</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>warning from</source>
        <translation>предупреждение с</translation>
    </message>
    <message>
        <source>bad from</source>
        <translation>плохо с</translation>
    </message>
    <message>
        <source>%1: warning</source>
        <translation>%1: предупреждение</translation>
    </message>
    <message>
        <source>%1: bad</source>
        <translation>%1: плохо</translation>
    </message>
    <message>
        <source>%1: reset</source>
        <translation>%1: сбросить</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::OtherToolModel</name>
    <message>
        <source>over the time limit</source>
        <translation>больше предела времени</translation>
    </message>
    <message>
        <source>Peak output rate</source>
        <translation>Пиковая скорость</translation>
    </message>
    <message>
        <source>Counts events, not tokens.</source>
        <translation>Считает события, а не токены.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Величина</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Change, %</source>
        <translation>Разница, %</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Единица</translation>
    </message>
    <message>
        <source>Why different</source>
        <translation>Почему иначе</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::OtherToolDialog</name>
    <message>
        <source>As measured by another benchmark</source>
        <translation>Как измерила бы другая программа</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Repetition %1</source>
        <translation>Повторение %1</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>Повторение</translation>
    </message>
    <message>
        <source>Computed from the stored instants of every request, warm-up and drain included, for none of these tools has a window. What their own event loops add is in none of it.</source>
        <translation>Вычислено по сохранённым моментам каждого запроса вместе с прогревом и завершением: окна нет ни у одной из этих программ. Задержек их собственных циклов событий здесь нет.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Копировать текстом</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Figures of both</source>
        <translation>Величины обеих</translation>
    </message>
    <message>
        <source>%1, repetition %2</source>
        <translation>%1, повторение %2</translation>
    </message>
</context>
<context>
    <name>CauseWords</name>
    <message>
        <source>schema %1, this program knows %2</source>
        <translation>схема %1, эта программа знает %2</translation>
    </message>
    <message>
        <source>no such program</source>
        <translation>такой программы нет</translation>
    </message>
    <message>
        <source>not ready in time</source>
        <translation>не готова вовремя</translation>
    </message>
    <message>
        <source>no such folder</source>
        <translation>такой папки нет</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>the file was removed or replaced</source>
        <translation>файл удалён или подменён</translation>
    </message>
    <message>
        <source>the file exists already</source>
        <translation>такой файл уже есть</translation>
    </message>
    <message>
        <source>run is being measured</source>
        <translation>прогон сейчас измеряется</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>нет ответа в срок</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>нет адреса</translation>
    </message>
    <message>
        <source>no colon between name and value</source>
        <translation>нет двоеточия между именем и значением</translation>
    </message>
    <message>
        <source>no PEM certificate in it</source>
        <translation>в нём нет сертификата PEM</translation>
    </message>
    <message>
        <source>no known server answers here</source>
        <translation>здесь не отвечает ни один известный сервер</translation>
    </message>
    <message>
        <source>it is not run unseen</source>
        <translation>без показа она не запускается</translation>
    </message>
    <message>
        <source>levels of a search are missing</source>
        <translation>не хватает уровней поиска</translation>
    </message>
    <message>
        <source>targets do not match the plan</source>
        <translation>цели не соответствуют плану</translation>
    </message>
    <message>
        <source>no answer to the connection attempt</source>
        <translation>нет ответа на попытку соединиться</translation>
    </message>
    <message>
        <source>handshake not finished in time</source>
        <translation>рукопожатие не закончилось вовремя</translation>
    </message>
    <message>
        <source>request not finished in time</source>
        <translation>запрос не закончился вовремя</translation>
    </message>
    <message>
        <source>no byte for too long</source>
        <translation>слишком долго ни одного байта</translation>
    </message>
    <message>
        <source>connection closed in the handshake</source>
        <translation>соединение закрыто во время рукопожатия</translation>
    </message>
    <message>
        <source>connection closed before the answer</source>
        <translation>соединение закрыто до ответа</translation>
    </message>
    <message>
        <source>connection closed inside the answer</source>
        <translation>соединение закрыто посреди ответа</translation>
    </message>
</context>
<context>
    <name>CeilingWords</name>
    <message>
        <source>Not even the first step was measured truly: free this machine of other work and try again.</source>
        <translation>Даже первый шаг измерен неверно: освободите машину от другой работы и попробуйте снова.</translation>
    </message>
    <message>
        <source>This machine can drive at least %1 streams / %2 tokens/s before its figures are off by %3 ms.</source>
        <translation>Эта машина выдержит не меньше %1 потоков / %2 токенов/с, прежде чем её величины сместятся на %3 мс.</translation>
    </message>
    <message>
        <source>This machine can drive %1 streams / %2 tokens/s before its figures are off by %3 ms.</source>
        <translation>Эта машина выдержит %1 потоков / %2 токенов/с, прежде чем её величины сместятся на %3 мс.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CeilingDialog</name>
    <message>
        <source>What can this machine drive?</source>
        <translation>Что выдержит эта машина?</translation>
    </message>
    <message>
        <source>The client is driven against a server with known truth on this machine, with more streams at each step, until its figures are off. That takes about a minute, in which the machine should do nothing else. What is found is kept, and every point that is measured later is held against it.</source>
        <translation>Клиент нагружает на этой машине сервер, все моменты которого известны, с каждым шагом всё большим числом потоков, пока величины не сместятся. Это занимает около минуты, и ничего другого машина в это время делать не должна. Найденное сохраняется, и каждая следующая точка сравнивается с ним.</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Потоки</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Токены/с</translation>
    </message>
    <message>
        <source>TTFT off by</source>
        <translation>Сдвиг TTFT</translation>
    </message>
    <message>
        <source>Busiest thread</source>
        <translation>Загрузка потока</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Steps of the measurement</source>
        <translation>Шаги измерения</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>Пройдено шагов</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Измерить</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Not measured on this machine yet.</source>
        <translation>На этой машине ещё не измерено.</translation>
    </message>
    <message numerus="yes">
        <source>Measured on %1, with %n thread(s) that send and read, on %2.</source>
        <translation>
            <numerusform>Измерено %1, с %n рабочим потоком, на %2.</numerusform>
            <numerusform>Измерено %1, с %n рабочими потоками, на %2.</numerusform>
            <numerusform>Измерено %1, с %n рабочими потоками, на %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>the server at the other end was late</source>
        <translation>опоздал сервер на другом конце</translation>
    </message>
    <message>
        <source>held</source>
        <translation>выдержано</translation>
    </message>
    <message>
        <source>too much</source>
        <translation>слишком много</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Измерить снова</translation>
    </message>
    <message>
        <source>Measuring: the machine should do nothing else…</source>
        <translation>Идёт измерение: машина не должна делать ничего другого…</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>Requests, server&apos;s counter</source>
        <translation>Запросы, счётчик сервера</translation>
    </message>
    <message>
        <source>Prompt tokens, server&apos;s counter</source>
        <translation>Токены запросов, счётчик сервера</translation>
    </message>
    <message>
        <source>Output tokens, server&apos;s counter</source>
        <translation>Токены ответов, счётчик сервера</translation>
    </message>
    <message>
        <source>Tokens one by one, totals of the answers</source>
        <translation>Токены по одному, итоги ответов</translation>
    </message>
    <message>
        <source>Prompt length asked for, by usage</source>
        <translation>Заданная длина запроса, по usage</translation>
    </message>
    <message>
        <source>Mean TTFT, not below the server&apos;s own</source>
        <translation>Среднее TTFT, не меньше собственного у сервера</translation>
    </message>
    <message>
        <source>In flight, server&apos;s gauges</source>
        <translation>Запросы в работе, показания сервера</translation>
    </message>
    <message>
        <source>In flight, server&apos;s gauges, part by part</source>
        <translation>Запросы в работе, показания сервера по частям</translation>
    </message>
    <message>
        <source>In flight, rate × mean latency</source>
        <translation>Запросы в работе, частота × средняя задержка</translation>
    </message>
    <message>
        <source>Output rate, not above the roofline</source>
        <translation>Скорость ответов, не выше roofline</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>сходится</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>расходится</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>нельзя сказать</translation>
    </message>
    <message>
        <source>nothing was told</source>
        <translation>ничего не сообщено</translation>
    </message>
    <message>
        <source>no request was completed</source>
        <translation>ни один запрос не выполнен</translation>
    </message>
    <message>
        <source>requests failed, and servers count those differently</source>
        <translation>были неудачные запросы, а серверы считают их по-разному</translation>
    </message>
    <message>
        <source>token counts are estimated</source>
        <translation>число токенов оценено</translation>
    </message>
    <message>
        <source>both means are not of the same requests</source>
        <translation>средние взяты не по одним и тем же запросам</translation>
    </message>
    <message>
        <source>the server was read too seldom</source>
        <translation>сервер опрошен слишком мало раз</translation>
    </message>
    <message>
        <source>the server does not tell how many requests wait</source>
        <translation>сервер не сообщает, сколько запросов ждёт</translation>
    </message>
    <message>
        <source>an event may hold several tokens</source>
        <translation>в событии может быть несколько токенов</translation>
    </message>
    <message>
        <source>the server&apos;s tokenizer decides how long a prompt is</source>
        <translation>длину запроса определяет токенизатор сервера</translation>
    </message>
    <message>
        <source>the window is under ten answers long</source>
        <translation>окно короче десяти ответов</translation>
    </message>
    <message>
        <source>requests piled up</source>
        <translation>запросы накапливались</translation>
    </message>
    <message>
        <source>the plan does not tell GPU, number of GPUs, model and weights</source>
        <translation>в плане не названы GPU, их число, модель и веса</translation>
    </message>
    <message>
        <source>the plan does not say how many GPUs there are (gpus)</source>
        <translation>в плане не сказано, сколько видеокарт (gpus)</translation>
    </message>
</context>
<context>
    <name>TraceWords</name>
    <message>
        <source>Rows of the trace that are left out, for they had no answer (0 output tokens): %1.</source>
        <translation>Пропущено строк трассы, оставшихся без ответа (0 выходных токенов): %1.</translation>
    </message>
    <message>
        <source>Rows of the trace that stand below later ones, and are played in the order of their times: %1.</source>
        <translation>Строк трассы, стоящих ниже более поздних и посылаемых в порядке их времени: %1.</translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message>
        <source>Percentiles at %1 rest on too few requests, so take the answer as rough.</source>
        <translation>Процентили при %1 опираются на слишком малое число запросов, так что ответ приблизителен.</translation>
    </message>
    <message>
        <source>Undecided between %1 and %2: too near to the limit for the measurements to tell on which side it lies.</source>
        <translation>Не решено между %1 и %2: слишком близко к пределу, измерения не говорят, с какой он стороны.</translation>
    </message>
    <message>
        <source>Undecided at %1: too near to the limit for the measurements to tell on which side it lies.</source>
        <translation>Не решено при нагрузке «%1»: слишком близко к пределу, измерения не говорят, с какой он стороны.</translation>
    </message>
    <message>
        <source>Good enough for certain: %1.</source>
        <translation>Наверняка достаточно: %1.</translation>
    </message>
    <message>
        <source>Not good enough for certain: %1.</source>
        <translation>Наверняка недостаточно: %1.</translation>
    </message>
    <message>
        <source>With %1 nothing could be measured, so the search ends there.</source>
        <translation>При нагрузке «%1» ничего измерить не удалось, на ней поиск окончен.</translation>
    </message>
    <message>
        <source>With %1 the client itself is the limit, so the search ends there.</source>
        <translation>При нагрузке «%1» предел — сам клиент, на ней поиск окончен.</translation>
    </message>
    <message>
        <source>With %1 what is measured is no statement about the server (%2), so the search ends there.</source>
        <translation>При нагрузке «%1» измеренное ничего не говорит о сервере (%2), на ней поиск окончен.</translation>
    </message>
    <message>
        <source>At least %1, under %2.</source>
        <translation>Не меньше: %1; меньше: %2.</translation>
    </message>
    <message>
        <source>At least %1.</source>
        <translation>Не меньше: %1.</translation>
    </message>
    <message>
        <source>Under %1.</source>
        <translation>Меньше: %1.</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Пока ничего не известно.</translation>
    </message>
    <message>
        <source>longest stall</source>
        <translation>самая долгая пауза</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>среднее</translation>
    </message>
    <message>
        <source>The search is not over.</source>
        <translation>Поиск не окончен.</translation>
    </message>
    <message>
        <source>Between %1 and %2: good enough in %3 of %4 measurements at the lower end, not in %5 of %6 at the upper.</source>
        <translation>Между %1 и %2: на нижнем краю достаточно хорошо в %3 из %4 измерений, на верхнем недостаточно в %5 из %6.</translation>
    </message>
    <message>
        <source>At least %1, the highest load asked for.</source>
        <translation>Не меньше: %1, это наибольшая запрошенная нагрузка.</translation>
    </message>
    <message>
        <source>Under %1, the lowest load asked for.</source>
        <translation>Меньше: %1, это наименьшая запрошенная нагрузка.</translation>
    </message>
    <message>
        <source>%1 is good enough</source>
        <translation>%1 — достаточно хорошо</translation>
    </message>
    <message>
        <source>%1 is not</source>
        <translation>%1 — нет</translation>
    </message>
    <message>
        <source>trying %1</source>
        <translation>проверяется: %1</translation>
    </message>
    <message>
        <source>%1 %2 ≤ %3 ms</source>
        <comment>latency statistic limit</comment>
        <translation>%1 %2 ≤ %3 мс</translation>
    </message>
    <message>
        <source>%1 ≤ %2 ms</source>
        <comment>latency limit</comment>
        <translation>%1 ≤ %2 мс</translation>
    </message>
    <message>
        <source>%1 % of requests with %2</source>
        <translation>%1 % запросов с %2</translation>
    </message>
    <message>
        <source>1 user</source>
        <translation>1 пользователь</translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation>%1 польз.</translation>
    </message>
    <message>
        <source>at most %1 more to measure</source>
        <translation>ещё не больше %1</translation>
    </message>
</context>
<context>
    <name>CommandConsent</name>
    <message>
        <source>Run a command on this computer?</source>
        <translation>Выполнить команду на этом компьютере?</translation>
    </message>
    <message>
        <source>Run It</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Before each repetition this plan runs, as you:
%1</source>
        <translation>Перед каждым повторением этот план выполняет от вашего имени:
%1</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SearchForm</name>
    <message>
        <source>“%1” is no limit. Write for example ttft_p95 &lt;= 500, in milliseconds.</source>
        <translation>«%1» — не предел. Напишите, например, ttft_p95 &lt;= 500, в миллисекундах.</translation>
    </message>
    <message>
        <source>Find the limit</source>
        <translation>Найти предел</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>The largest load that is good enough, in place of a list of loads.</source>
        <translation>Наибольшая нагрузка, которая ещё достаточно хороша, вместо списка нагрузок.</translation>
    </message>
    <message>
        <source>search for the largest load</source>
        <translation>искать наибольшую нагрузку</translation>
    </message>
    <message>
        <source>It must keep</source>
        <translation>Точка должна держать</translation>
    </message>
    <message>
        <source>Statistics of a point, in milliseconds: ttft_p95 &lt;= 500, tpot_p95 &lt;= 50. Empty: the limits of requests alone.</source>
        <translation>Показатели точки в миллисекундах: ttft_p95 &lt;= 500, tpot_p95 &lt;= 50. Пусто: только пределы запросов.</translation>
    </message>
    <message>
        <source>the limits of requests</source>
        <translation>пределы запросов</translation>
    </message>
    <message>
        <source>Good requests, %</source>
        <translation>Хороших запросов, %</translation>
    </message>
    <message>
        <source>So many requests of a point must keep all their limits.</source>
        <translation>Столько запросов точки должны уложиться во все свои пределы.</translation>
    </message>
    <message>
        <source>Precision, %</source>
        <translation>Точность, %</translation>
    </message>
    <message>
        <source>Halves the bracket until its ends are as close as this; users: one apart at least.</source>
        <translation>Вилка делится пополам, пока её концы не сойдутся до этого; у пользователей — не ближе одного.</translation>
    </message>
    <message>
        <source>Repetitions at the edge</source>
        <translation>Повторений на краю</translation>
    </message>
    <message>
        <source>Both ends of the bracket are measured as often as this before the search ends.</source>
        <translation>Оба конца вилки измеряются столько раз, прежде чем поиск закончится.</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::MeasureForm</name>
    <message>
        <source>the whole trace</source>
        <translation>вся трасса</translation>
    </message>
    <message>
        <source>“%1” is not a number of requests.</source>
        <translation>«%1» — не число запросов.</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Измерение</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Измерять</translation>
    </message>
    <message>
        <source>Without ramp and warm-up.</source>
        <translation>Без разгона и прогрева.</translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation>Разгон</translation>
    </message>
    <message>
        <source>Users come one by one during this time, or the rate rises.</source>
        <translation>Пользователи приходят по одному в течение этого времени, или растёт частота запросов.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Прогрев</translation>
    </message>
    <message>
        <source>Empty: until the rate is steady, at most 30 s. 0s: none.</source>
        <translation>Пусто: пока скорость не установится, не дольше 30 с. 0s: без прогрева.</translation>
    </message>
    <message>
        <source>Warm-up requests</source>
        <translation>Запросы прогрева</translation>
    </message>
    <message>
        <source>Sent and awaited before each cell; they count nowhere.</source>
        <translation>Отправляются и завершаются перед каждой ячейкой; нигде не учитываются.</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>Повторения</translation>
    </message>
    <message>
        <source>Three or more allow to say what differs.</source>
        <translation>Три и больше позволяют сказать, что различается.</translation>
    </message>
    <message>
        <source>for a time</source>
        <translation>по времени</translation>
    </message>
    <message>
        <source>number of requests</source>
        <translation>по числу запросов</translation>
    </message>
    <message>
        <source>Measure by</source>
        <translation>Чем измерять</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длина</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>учитывать</translation>
    </message>
    <message>
        <source>As in the 2024 study: the window opens with the first user.</source>
        <translation>Как в исследовании 2024 года: окно открывается с первым пользователем.</translation>
    </message>
    <message>
        <source>until the rate is steady</source>
        <translation>пока скорость не установится</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ResultTools</name>
    <message>
        <source>The most that the hardware can do, and where requests begin to queue</source>
        <translation>Предел оборудования и место, с которого запросы встают в очередь</translation>
    </message>
    <message>
        <source>Nothing is known of the hardware: say GPU and model in the form of the backend, and the next run has a roofline.</source>
        <translation>Об оборудовании ничего не известно: укажите GPU и модель в форме бэкенда, и у следующего прогона будет граница.</translation>
    </message>
    <message>
        <source>Latency shown</source>
        <translation>Показанная задержка</translation>
    </message>
    <message>
        <source>Percentile shown</source>
        <translation>Показанный перцентиль</translation>
    </message>
    <message>
        <source>Published figures beside your own</source>
        <translation>Опубликованные величины рядом со своими</translation>
    </message>
    <message>
        <source>Published figures of the same model, dashed: not measured here</source>
        <translation>Опубликованные величины той же модели, пунктиром: измерено не здесь</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Grouped bars, as published comparisons show them</source>
        <translation>Сгруппированные столбцы, как в опубликованных сравнениях</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>Граница</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CommandForm</name>
    <message>
        <source>A quote is not closed, or nothing follows a backslash.</source>
        <translation>Кавычка не закрыта, или после обратной черты ничего нет.</translation>
    </message>
    <message>
        <source>Before each repetition</source>
        <translation>Перед каждым повторением</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Runs on this computer, as you, such as a restart of the server. In a search it runs before every cell. It is shown in full before it runs for the first time.</source>
        <translation>Выполняется на этом компьютере от вашего имени, например перезапуск сервера. При поиске — перед каждой ячейкой. Перед первым запуском показывается целиком.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Оболочка</translation>
    </message>
    <message>
        <source>For |, &amp;&amp;, &gt; and variables. Else the words go to the program as they are.</source>
        <translation>Для |, &amp;&amp;, &gt; и переменных. Иначе слова передаются программе как есть.</translation>
    </message>
    <message>
        <source>one line for /bin/sh</source>
        <translation>одна строка для /bin/sh</translation>
    </message>
    <message>
        <source>Ends within</source>
        <translation>Не дольше</translation>
    </message>
    <message>
        <source>A command that takes longer has failed, and the repetition with it.</source>
        <translation>Команда, которая длится дольше, не удалась, и повторение вместе с ней.</translation>
    </message>
    <message>
        <source>Servers ready within</source>
        <translation>Серверы готовы за</translation>
    </message>
    <message>
        <source>From its end until every backend answers again; else the repetition has failed.</source>
        <translation>От её конца до ответа каждого бэкенда; иначе повторение не удалось.</translation>
    </message>
</context>
<context>
    <name>LimitOverlay</name>
    <message>
        <source>under %1 (%2)</source>
        <comment>load, backend</comment>
        <translation>ниже %1 (%2)</translation>
    </message>
    <message>
        <source>at least %1 (%2)</source>
        <comment>load, backend</comment>
        <translation>не меньше %1 (%2)</translation>
    </message>
    <message>
        <source>%1–%2 (%3)</source>
        <comment>loads, backend</comment>
        <translation>%1–%2 (%3)</translation>
    </message>
    <message>
        <source>upright: limit so far, %1: %2</source>
        <comment>what is asked, loads</comment>
        <translation>вертикаль: предел на сейчас, %1: %2</translation>
    </message>
    <message>
        <source>upright: limit, %1: %2</source>
        <comment>what is asked, loads</comment>
        <translation>вертикаль: предел, %1: %2</translation>
    </message>
    <message>
        <source>undecided %1–%2 (%3)</source>
        <comment>loads, backend</comment>
        <translation>не решено %1–%2 (%3)</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SelfCheckModel</name>
    <message numerus="yes">
        <source>%n agree(s)</source>
        <translation>
            <numerusform>%n сходится</numerusform>
            <numerusform>%n сходятся</numerusform>
            <numerusform>%n сходятся</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n расходится</numerusform>
            <numerusform>%n расходятся</numerusform>
            <numerusform>%n расходятся</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot tell</source>
        <translation>
            <numerusform>про %n нельзя сказать</numerusform>
            <numerusform>про %n нельзя сказать</numerusform>
            <numerusform>про %n нельзя сказать</numerusform>
        </translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>What, and its witness</source>
        <translation>Что и кто свидетель</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У них</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Единица</translation>
    </message>
    <message>
        <source>Beyond chance</source>
        <translation>Сверх случая</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Предел</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Почему нет</translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SelfCheckDialog</name>
    <message>
        <source>Self-checks of a point</source>
        <translation>Самопроверки точки</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 при %2</translation>
    </message>
    <message>
        <source>Repetition %1</source>
        <translation>Повторение %1</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Each figure beside somebody who knows it from elsewhere: the server&apos;s counters, histograms and gauges, the hardware, or arithmetic. They differ from where a verdict would warn.</source>
        <translation>Каждая величина рядом с тем, кто знает её иначе: счётчики, гистограммы и датчики сервера, железо или арифметика. Расходятся они с того места, где предупредил бы вердикт.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Копировать текстом</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Self-checks</source>
        <translation>Самопроверки</translation>
    </message>
</context>
<context>
    <name>DialogService</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message>
        <source>%1, %2</source>
        <comment>cause, HTTP status</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>the answer was one JSON document and no stream</source>
        <translation>ответ пришёл одним документом JSON, а не потоком</translation>
    </message>
    <message>
        <source>The server, or a gateway before it, does not honour &quot;stream&quot;: true: switch streaming on there, or measure another endpoint of it (--endpoint).</source>
        <translation>Сервер или шлюз перед ним не выполняет &quot;stream&quot;: true: включите там потоковую выдачу или измеряйте другой его адрес (--endpoint).</translation>
    </message>
</context>
</TS>
