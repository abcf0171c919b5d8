# Les scripts : ce qui est dit au téléphone.
task-new = ➕ Nouveau script
tasks-title = 📝 <b>Mes scripts</b> ({ $total })
tasks-empty = Aucun script pour l’instant. Un script, c’est ce qui est dit au téléphone : écrivez-en un ici, ou partez d’un exemple au moment d’appeler.
task-title = 📝 <b>{ $name }</b>
task-text = <blockquote>{ $text }</blockquote>
task-variables = <b>Variables</b>
    { $variables }
task-variable = { $name } : sans valeur, on dit « { $fallback } »
task-variable-silent = { $name } : sans valeur, on ne dit rien
task-variable-asked = { $name } : demandée avant chaque appel
task-facts = 🎯 { $purpose } · 🌐 { $language }
task-call = 📞 Un numéro
task-call-list = 📋 Une liste
task-call-now = ✅ Appeler
task-edit = ✏️ Le texte
task-rename = 🏷 Renommer
task-purpose = 🎯 Le motif
task-language = 🌐 La langue
task-delete = 🗑 Supprimer
task-all = ‹ Mes scripts
task-kept = 👍 Votre script est enregistré.
task-changed = 👍 C’est modifié. Les appels déjà programmés gardent l’ancienne version.
task-changed-meanwhile = ✋ Rien n’a changé : le script a été modifié ailleurs entre-temps. Le voici tel qu’il est.
task-gone = Ce script a été supprimé.
task-deleted = Supprimé.
task-delete-sure = Supprimer <b>{ $name }</b> ? Les appels déjà programmés auront lieu quand même.
task-delete-yes = 🗑 Oui, supprimer
task-ask-name = Comment s’appelle ce script ? Vous seul verrez ce nom.
task-ask-new-name = Quel nouveau nom pour <b>{ $name }</b> ?
task-ask-text = Que faut-il dire ?
task-ask-new-text = Envoyez le nouveau texte. Voici l’ancien ; touchez-le pour le copier :
task-text-now = <code>{ $text }</code>
task-text-help = Écrivez comme on parle, { $most } caractères au plus. Qui appelle et comment s’y opposer est dit automatiquement.
    Ce qui change d’un appel à l’autre se met entre accolades :
    <code>Bonjour {"{"}nom|à vous{"}"}, votre rendez-vous est le {"{"}jour{"}"}. Appuyez sur 1 pour confirmer.</code>
    Sans nom, on dit « à vous » ; le jour est demandé avant chaque appel.
task-ask-purpose = Pourquoi cet appel ? Les heures permises en dépendent.
task-purpose-consent = ⚠️ Pour vendre, il faut l’accord écrit de chaque personne appelée.
task-ask-language = Dans quelle langue ?
task-words-please = Écrivez-le, s’il vous plaît.
task-name-empty = Écrivez un nom, s’il vous plaît.
task-name-long = { $most } caractères au plus pour un nom.
task-name-lines = Un nom tient sur une seule ligne.
task-text-empty = Écrivez ce qu’il faut dire, s’il vous plaît.
task-text-long = Ce texte a { $found } caractères ; un appel en contient { $most } au plus.
task-text-long-filled = Une fois les variables remplies (jusqu’à { $value } caractères chacune), le texte dépasserait { $most } caractères. Raccourcissez-le ou retirez des variables.
task-text-variables = { $most } variables différentes au plus.
task-text-fallback = Caractère { $at }, vers « { $near } » : le texte de remplacement a { $most } caractères au plus.
task-text-brace = Caractère { $at }, vers « { $near } » : cette accolade est seule. Une variable s’écrit {"{"}nom{"}"} ; doublez l’accolade pour la garder telle quelle.
task-text-name = Caractère { $at }, vers « { $near } » : un nom de variable n’a que des lettres, des chiffres et _, 32 au plus.
task-text-nested = Caractère { $at }, vers « { $near } » : une variable ne peut pas en contenir une autre.
purpose-reminder = Rappel
purpose-survey = Enquête
purpose-notice = Annonce
purpose-confirmation = Confirmation
purpose-lead-follow-up = Vente (accord écrit requis)
